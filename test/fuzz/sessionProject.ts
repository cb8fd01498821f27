import { folder } from "../lsp/inMemory.ts";

/** Compose cannot be read; what it was before is still known to a server that read it then. */
export const broken = "services: [\n";

const machine = (box: string): string => `Vagrant.configure("2") do |config|\n  config.vm.box = "${box}"\nend\n`;
const dockerfile = (end: string): string => `FROM debian:12\nCOPY start.sh /usr/local/bin/\n${end}\n`;
const heap = (size: number): string =>
  `FROM node:22-slim\nENV NODE_OPTIONS=--max-old-space-size=${String(size)}\nCMD ["node", "server.js"]\n`;
const systemd = 'FROM rockylinux:9\nCMD ["/usr/sbin/init"]\n';
const service = (build: string, more: string): string => `services:\n  web:\n    build: ${build}\n    ${more}\n`;
const workflow = (run: string): string =>
  `on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ${run}\n`;

interface ProjectFile {
  readonly name: string;
  readonly language: string;
  /** States that differ in what they have found, here or in a neighbour. */
  readonly texts: readonly string[];
}

export const files: readonly ProjectFile[] = [
  {
    name: "Dockerfile",
    language: "dockerfile",
    texts: [systemd, dockerfile('ENTRYPOINT ["/usr/local/bin/start.sh"]'), heap(4096), "FROM debian:8\n"],
  },
  {
    name: "app/Dockerfile",
    language: "dockerfile",
    texts: [dockerfile('ENTRYPOINT ["start.sh"]'), heap(256), heap(4096), systemd],
  },
  {
    name: "compose.yaml",
    language: "dockercompose",
    texts: [
      service(".", "init: true"),
      service(".", "mem_limit: ${LIMIT:-512m}"),
      service("app", "privileged: true"),
      broken,
    ],
  },
  {
    name: "compose.override.yaml",
    language: "dockercompose",
    texts: [
      "services:\n  web:\n    mem_limit: 512m\n",
      "services:\n  web:\n    init: true\n",
      "services:\n  web:\n    build: !reset null\n    image: debian:8\n",
      "services: {}\n",
    ],
  },
  {
    name: "app/compose.yaml",
    language: "dockercompose",
    texts: [service("..", "init: true"), service(".", "mem_limit: ${LIMIT}"), "include: [../compose.yaml]\n", broken],
  },
  { name: "start.sh", language: "shellscript", texts: ["#!/bin/sh\r\nexec app\r\n", "#!/bin/sh\nexec /sbin/init\n"] },
  {
    name: "app/start.sh",
    language: "shellscript",
    texts: ["#!/bin/sh\r\nexec app\r\n", "#!/bin/sh\nservice nginx start\n"],
  },
  { name: "Vagrantfile", language: "ruby", texts: [machine("bento/ubuntu-24.04"), machine("generic/freebsd13")] },
  {
    name: ".github/workflows/test.yml",
    language: "yaml",
    texts: [workflow("vagrant up"), workflow("docker run --privileged debian:8"), workflow("make")],
  },
  {
    name: "bulkhead.config.yaml",
    language: "yaml",
    texts: ["profile: strict\n", "rules:\n  systemd-not-pid-one: off\n", "enable: false\n", "rules: {nothing: off}\n"],
  },
  { name: "app/bulkhead.config.yaml", language: "yaml", texts: ["profile: essential\n", "exclude: ['**']\n"] },
  { name: ".env", language: "dotenv", texts: ["LIMIT=512m\n", "LIMIT=8g\n"] },
  { name: ".dockerignore", language: "ignore", texts: ["", "start.sh\n"] },
];

export const fileNames: readonly string[] = files.map(({ name }) => name);

function fileNamed(name: string): ProjectFile | undefined {
  return files.find((file) => file.name === name);
}

/** One of the texts of a file. */
export function textOf(name: string, number: number): string {
  const { texts = [] } = fileNamed(name) ?? {};
  return texts[number % texts.length] ?? "";
}

export function languageOf(name: string): string {
  return fileNamed(name)?.language ?? "plaintext";
}

export const settings: readonly unknown[] = [
  null,
  { profile: "strict" },
  { rules: { "privileged-container": "off" } },
  { enable: false },
];

/** The workspace folders that an editor may have. */
export const workspaces: readonly (readonly string[])[] = [[folder], [`${folder}/app`], [folder, `${folder}/app`], []];
