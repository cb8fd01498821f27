import { service, testsOf } from "./nearMisses.ts";

const { ignores, reportsAs, fixes } = testsOf("package-runner-as-pid-one");
const files = (command: string, scripts: string, ...lines: readonly string[]) => ({
  Dockerfile: ["FROM node:22", "WORKDIR /app", "COPY . .", ...lines, `CMD ${command}`, ""].join("\n"),
  "package.json": `{"scripts":${scripts}}\n`,
});
const start = '{"start":"node server.js"}';

describe("package-runner-as-pid-one on near misses", () => {
  for (const command of ["npm test", "npm run build", "yarn dev", "npm ci", "npm --version"]) {
    ignores(command, service("node:22", `command: ${command}`));
  }
  ignores("an init in the image", files('["npm", "start"]', start, 'ENTRYPOINT ["tini", "--"]'));
  ignores("an image that every service gives an init", {
    ...files('["npm", "start"]', start),
    "compose.yaml": "services:\n  web:\n    build: .\n    init: true\n",
  });
  ignores("a stage that is not built", "FROM node:22 AS old\nCMD npm start\nFROM node:22\nCMD node server.js\n");
  reportsAs("pnpm in exec form", service("node:22", 'command: ["pnpm", "start"]'), "info");
  fixes(
    "an exec form",
    files('["npm", "start"]', '{"start":"node dist/main.js --port 80"}'),
    'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "dist/main.js", "--port", "80"]\n',
  );
  fixes(
    "no script with a part before it",
    files("npm start", '{"prestart":"npm run build","start":"node server.js"}'),
    undefined,
  );
  fixes("no script with variables", files("npm start", '{"start":"NODE_ENV=production node server.js"}'), undefined);
  fixes("no other program", files("npm start", '{"start":"next start"}'), undefined);
});
