import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("dependencies-hidden-by-mount");

const project = (service: string, dockerfile: string, more: Readonly<Record<string, string>> = {}) => ({
  "compose.yaml": `services:\n  web:\n    build: .\n${service}`,
  Dockerfile: `FROM node:22-slim\nWORKDIR /app\n${dockerfile}`,
  "package.json": "{}",
  ...more,
});
const mount = "    volumes:\n      - .:/app\n";

describe("dependencies-hidden-by-mount on near misses", () => {
  reports(
    "an install after cd",
    project(mount, "COPY . .\nRUN cd /app && yarn --frozen-lockfile\n"),
    '5:9 warning Mounting . hides /app/node_modules, which the image installs, so "web" does not find its packages. Mount a volume at /app/node_modules.',
  );
  ignores(
    "packages that the build moves out of the mount",
    project(mount, "RUN npm ci && mv /app/node_modules /node_modules\n"),
  );
  ignores("a tool that is installed for all", project(mount, "RUN npm install -g nodemon\n"));
  ignores("a single package", project(mount, "RUN npm install express\n"));
  ignores("a volume over the whole project", project("    volumes:\n      - code:/app\n", "RUN npm ci\n"));
  ignores("a script that may install", project(mount, 'RUN npm ci\nENTRYPOINT ["/docker-entrypoint.sh"]\n'));
  ignores(
    "a script that installs",
    project(mount, 'RUN npm ci\nCOPY start.sh /start.sh\nCMD ["/start.sh"]\n', {
      "start.sh": "#!/bin/sh\nnpm install\nexec npm start\n",
    }),
  );
  ignores("Plug'n'Play", project(mount, "RUN yarn install\n", { ".pnp.cjs": "" }));
  ignores("a mount of something else", {
    ...project("    volumes:\n      - ./other:/app\n", "RUN npm ci\n"),
  });
  ignores(
    "a file that is mounted",
    project("    volumes:\n      - ./package.json:/app/package.json\n", "RUN npm ci\n"),
  );
});
