import { hiddenDependenciesOf } from "../../facts/hiddenDependencies.ts";
import { writtenPart } from "../../model/partialText.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "dependencies-hidden-by-mount",
  category: "storage",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  fix: "behaviour",
  summary: "Bind mount of the project hides the packages that the image installed",
  why: prose(
    "The build installs packages into a folder of the image, and the service mounts the project over that folder. The mount hides everything that the image has there, so the program does not find its packages, unless they are installed on the host as well. Packages of the host may be built for another system.",
  ),
  instead: prose(
    "Mount a volume over the packages' folder: `- /app/node_modules`. It is filled from the image when it is made, and survives rebuilds: run `docker compose up --renew-anon-volumes` after the packages change.",
    "",
    "Or mount only the sources, use `develop.watch`, or install when the container starts. List the folder in `.dockerignore` too.",
  ),
  exceptions: prose(
    "Ignores services with a volume at the folder, that install at start or start a script that cannot be read, projects that have the packages on the host, packages installed in a folder above the mount, Yarn's Plug'n'Play, and mounts of folders without the manifest (`package.json`, `composer.json`).",
  ),
  errors: ["Error: Cannot find module", "sh: 1: vite: not found", "nodemon: not found", "vendor/autoload.php"],
  topic: "volumes",
  sources: [
    "https://docs.docker.com/engine/storage/bind-mounts/#mounting-over-existing-data",
    "https://docs.docker.com/engine/storage/volumes/#mounting-a-volume-over-existing-data",
    "https://github.com/hashnode/mern-starter/issues/175",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              web:
                build: .
                command: npm run dev
                volumes:
                  - .:/app
          `,
          Dockerfile: `
            FROM node:22-slim
            WORKDIR /app
            COPY package*.json ./
            RUN npm ci
            COPY . .
            CMD ["npm", "start"]
          `,
          "package.json": "{}",
        },
        underline: ".:/app",
        fixed: `
          services:
            web:
              build: .
              command: npm run dev
              volumes:
                - .:/app
                - /app/node_modules
        `,
      },
      {
        title: "PHP's packages are in vendor.",
        files: {
          "compose.yaml": `
            services:
              php:
                build: ./api
                volumes:
                  - ./api:/var/www/html
          `,
          "api/Dockerfile": `
            FROM php:8.4-apache
            COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
            WORKDIR /var/www/html
            COPY . .
            RUN composer install --no-dev
          `,
          "api/composer.json": "{}",
        },
        underline: "./api:/var/www/html",
        fixed: `
          services:
            php:
              build: ./api
              volumes:
                - ./api:/var/www/html
                - /var/www/html/vendor
        `,
      },
    ],
    valid: [
      {
        title: "A volume keeps the image's packages.",
        files: {
          "compose.yaml": `
            services:
              web:
                build: .
                volumes:
                  - .:/app
                  - /app/node_modules
          `,
          Dockerfile: `
            FROM node:22-slim
            WORKDIR /app
            COPY . .
            RUN npm ci
          `,
          "package.json": "{}",
        },
      },
      {
        title: "The service installs when it starts.",
        files: {
          "compose.yaml": `
            services:
              web:
                build: .
                command: sh -c "npm install && npm run dev"
                volumes:
                  - .:/app
          `,
          Dockerfile: `
            FROM node:22-slim
            WORKDIR /app
            COPY . .
            RUN npm ci
          `,
          "package.json": "{}",
        },
      },
      {
        title: "The packages are in the folder above the mount.",
        files: {
          "compose.yaml": `
            services:
              web:
                build: .
                volumes:
                  - .:/app/src
          `,
          Dockerfile: `
            FROM node:22-slim
            WORKDIR /app
            COPY package.json .
            RUN npm install
            WORKDIR /app/src
          `,
          "package.json": "{}",
        },
      },
      {
        title: "The packages are on the host too.",
        files: {
          "compose.yaml": `
            services:
              web:
                build: .
                volumes:
                  - .:/app
          `,
          Dockerfile: `
            FROM node:22-slim
            WORKDIR /app
            COPY . .
            RUN npm ci
          `,
          "package.json": "{}",
          node_modules: "",
        },
      },
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      for (const { mount, folder, installedAt } of hiddenDependenciesOf(project, service)) {
        report({
          at: mount.at,
          message: `Mounting ${writtenPart(mount.value.source ?? "")} hides ${folder}, which the image installs, so "${service.name}" does not find its packages. Mount a volume at ${folder}.`,
          related: [{ at: installedAt, message: "The packages are installed here." }],
          fixes: [
            {
              title: `Add an anonymous volume at ${folder}`,
              kind: "behaviour",
              preferred: true,
              edits: () => [edit.addToService(service, "volumes", [folder])],
            },
          ],
        });
      }
    },
  },
});
