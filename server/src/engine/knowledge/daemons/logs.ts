/** Where the packages of distributions let a daemon write its logs. */
export interface LogFolder {
  /** Id of the daemon table. */
  readonly daemon: string;
  readonly packages: readonly string[];
  readonly folder: string;
  /** Paths whose change may redirect the logs: the folder and the configuration. */
  readonly concerned: RegExp;
  readonly source: string;
}

/** Looked up 2026-11. */
export const logFolders: readonly LogFolder[] = [
  {
    daemon: "nginx",
    packages: ["nginx", "nginx-light", "nginx-full", "nginx-extras"],
    folder: "/var/log/nginx",
    concerned: /\/var\/log|\/etc\/nginx|_log|\/dev\/std/,
    source: "https://salsa.debian.org/nginx-team/nginx",
  },
  {
    daemon: "httpd",
    packages: ["apache2", "httpd"],
    folder: "the log folder of the package",
    concerned: /\/var\/log|\/etc\/(?:apache2|httpd)|ErrorLog|CustomLog|\/dev\/std/,
    source: "https://salsa.debian.org/apache-team/apache2",
  },
];
