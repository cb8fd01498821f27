import { testsOf, withEngine } from "./nearMisses.ts";

const { ignores, fixes, reportsAs } = testsOf("volume-not-writable");

const app = (dockerfile: string, service = "", volume = "data:/data") => ({
  "compose.yaml": `services:\n  app:\n    build: .\n${service}    volumes:\n      - ${volume}\nvolumes:\n  data:\n`,
  Dockerfile: dockerfile,
});
const node = "FROM node:22-slim\n";

describe("volume-not-writable on near misses", () => {
  reportsAs("a user of the parent stage", app(`${node.replace("\n", " AS base\n")}USER node\nFROM base\n`), "warning");
  ignores("a service that runs as root", app(`${node}USER node\n`, "    user: root\n"));
  ignores("an image whose base is unknown", app("FROM corp/base:1\nUSER app\n"));
  ignores("an image with a daemon of its own", app("FROM postgres:17\nUSER postgres\n"));
  ignores("a folder whose name only the build knows", app(`${node}RUN mkdir -p "$DATA"\nUSER node\n`));
  ignores("a script that nobody can see", app(`${node}RUN /opt/setup.sh\nUSER node\n`));
  ignores("a working directory", app(`${node}WORKDIR /data\nUSER node\n`));
  ignores("a declared volume", app(`${node}RUN mkdir /srv/x\nVOLUME /data\nUSER node\n`));
  ignores(
    "a start command that changes the owner",
    app(`${node}USER node\nCMD sudo chown node /data && node app.js\n`),
  );
  ignores("a folder of the host", app(`${node}USER node\n`, "", "./data:/data"));
  ignores("a mount that is read only", app(`${node}USER node\n`, "", "data:/data:ro"));
  ignores(
    "Podman, which gives a new volume to the user of the container",
    withEngine("podman", app(`${node}USER node\n`)),
  );
  fixes("nothing if the user changes twice", app(`${node}USER root\nRUN id\nUSER node\n`), undefined);
});
