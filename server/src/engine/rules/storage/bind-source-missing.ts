import { missingSourcesOf } from "../../facts/missingSources.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "bind-source-missing",
  category: "storage",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "Bind mount names a file that does not exist, so the engine makes a folder of it",
  why: prose(
    "In the short syntax the engine creates a missing source, as a folder that belongs to root. Mounting a folder over a file of the image fails; if the image has no such file, the program finds a folder in its place.",
    "",
    "The folder stays on the host, so the container still fails after the file's name is corrected, until the folder is removed.",
  ),
  instead:
    "Correct the path, or add the file. `create_host_path: false` in the long syntax turns a missing source into a clear error.",
  exceptions: prose(
    "Ignores absolute paths and paths with variables, sources without an extension (folders are meant to be created), keys, sockets, logs, databases and `.env` files, files that Git ignores or that a README, Makefile or set-up script nearby names, override files, and sources that exist relative to a folder above. Information if a template such as `app.conf.example` lies beside it.",
  ),
  errors: [
    "Are you trying to mount a directory onto a file (or vice-versa)?",
    "not a directory: unknown: Are you trying to mount a directory onto a file",
    "IsADirectoryError",
  ],
  topic: "volumes",
  sources: [
    "https://docs.docker.com/reference/compose-file/services/#volumes",
    "https://docs.docker.com/engine/storage/bind-mounts/",
    "https://github.com/docker/compose/issues/3978",
  ],
  examples: {
    invalid: [
      {
        title: "The file has another name.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                volumes:
                  - ./nginx/nginx.conf:/etc/nginx/conf.d/default.conf:ro
          `,
          "nginx/default.conf": "server {}",
        },
        underline: "./nginx/nginx.conf:/etc/nginx/conf.d/default.conf:ro",
      },
      {
        title: "A template lies beside it.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:1
                volumes:
                  - ./config.yml:/app/config.yml
          `,
          "config.yml.example": "debug: false",
        },
        underline: "./config.yml:/app/config.yml",
        severity: "info",
      },
    ],
    valid: [
      {
        title: "A folder that is meant to be created.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                volumes:
                  - ./data:/var/lib/postgresql/data
                  - ./conf.d:/etc/postgresql/conf.d
          `,
        },
      },
      {
        title: "Git ignores the file, so it is made on each machine.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:1
                volumes:
                  - ./config/local.yml:/app/config.yml
          `,
          ".gitignore": "config/local.*\nnode_modules/\n",
        },
      },
      {
        title: "The README says how to make it.",
        files: {
          "compose.yaml": `
            services:
              proxy:
                image: traefik:v3.5
                volumes:
                  - ./acme.json:/acme.json
          `,
          "README.md": "Run `touch acme.json` first.",
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      for (const { mount, source, target, template } of missingSourcesOf(project, service)) {
        report({
          at: mount.at,
          ...(template === undefined ? {} : { severity: "info" }),
          message:
            template === undefined
              ? `There is no ${source}, so the engine creates a folder of that name and mounts it at ${target}.`
              : `There is no ${source}, so the engine creates a folder of that name. Copy ${template} to it first.`,
        });
      }
    },
  },
});
