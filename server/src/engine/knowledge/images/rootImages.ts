/** An image whose default command fails for any other user than root. */
export interface RootImage {
  readonly repository: string;
  /** Of the tag; absent for every tag. */
  readonly tag?: RegExp;
  readonly title: string;
  /** Programs whose start needs root. */
  readonly programs: RegExp;
  /** What fails. */
  readonly reason: string;
  readonly remedy: string;
  /** Paths of the container: a file that mounts, copies or changes one of them may have made it work. */
  readonly paths: RegExp;
  readonly source: string;
}

/** Looked up 2026-11. */
export const rootImages: readonly RootImage[] = [
  {
    repository: "nginx",
    title: "nginx",
    programs: /^nginx(?:-debug)?$/,
    reason: "it cannot create /var/cache/nginx/client_temp and /run/nginx.pid",
    remedy: "Use nginxinc/nginx-unprivileged",
    paths: /\/var\/cache|\/run\b|\/etc\/nginx(?:\/nginx\.conf)?\/?$|nginx\.conf/,
    source: "https://github.com/docker-library/docs/blob/master/nginx/content.md#running-nginx-as-a-non-root-user",
  },
  {
    repository: "httpd",
    title: "Apache",
    programs: /^httpd(?:-foreground)?$/,
    reason: "it cannot write /usr/local/apache2/logs/httpd.pid",
    remedy: "Let it start as root: it serves requests as www-data",
    paths: /\/usr\/local\/apache2(?:\/(?:logs|conf).*)?\/?$|httpd\.conf/,
    source: "https://github.com/docker-library/httpd/blob/master/2.4/Dockerfile",
  },
  {
    repository: "docker",
    tag: /(?:^|-)dind(?!-rootless)(?:-|$)/,
    title: "The Docker engine",
    programs: /^(?:dockerd|dockerd-entrypoint\.sh)$/,
    reason: "dockerd needs root",
    remedy: "Use a dind-rootless tag",
    paths: /rootless|dockerd/,
    source: "https://github.com/docker-library/docs/blob/master/docker/content.md#rootless",
  },
];
