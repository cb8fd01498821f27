import { testsOf } from "./nearMisses.ts";

const { ignores, reports, fixes } = testsOf("entrypoint-ignores-command");

describe("entrypoint-ignores-command on near misses", () => {
  ignores("an empty command", "FROM node:22\nENTRYPOINT node server.js\nCMD []\n");
  ignores("all arguments in a text", 'FROM node:22\nENTRYPOINT node server.js ${@}\nCMD ["--port"]\n');
  ignores("an unknown entrypoint of the base", 'FROM corp/app:4\nCMD ["--port"]\n');
  ignores("an overridden entrypoint", {
    "compose.yaml": "services:\n  web:\n    build: .\n    entrypoint: node\n    command: other.js\n",
    Dockerfile: "FROM node:22\nENTRYPOINT node server.js\n",
  });
  ignores("a text of Compose, which becomes an exec form", {
    "compose.yaml": "services:\n  web:\n    image: node:22\n    entrypoint: node server.js\n    command: --port 80\n",
  });
  reports(
    "an entrypoint of the stage below",
    'FROM node:22 AS base\nENTRYPOINT node server.js\nFROM base\nCMD ["--port", "80"]\n',
    "4:1 warning ENTRYPOINT is in shell form, so it ignores this CMD. Write ENTRYPOINT in exec form.",
  );
  fixes("nothing that needs a shell", 'FROM node:22\nENTRYPOINT node server.js > /log\nCMD ["--port"]\n', undefined);
  fixes("nothing with variables", 'FROM node:22\nENTRYPOINT node $FILE\nCMD ["--port"]\n', undefined);
});
