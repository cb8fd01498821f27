import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("bind-source-missing");

const mounting = (volume: string, more: Readonly<Record<string, string>> = {}) => ({
  "compose.yaml": `services:\n  app:\n    image: corp/app:1\n    volumes:\n      - ${volume}\n`,
  ...more,
});

describe("bind-source-missing on near misses", () => {
  reports(
    "a file that is not there",
    mounting("./app.yml:/etc/app.yml", { "app.yaml": "" }),
    "5:9 warning There is no ./app.yml, so the engine creates a folder of that name and mounts it at /etc/app.yml.",
  );
  ignores("a file that is there", mounting("./app.yml:/etc/app.yml", { "app.yml": "" }));
  ignores("a file of the folder above", {
    "docker/compose.yaml": "services:\n  app:\n    image: corp/app:1\n    volumes:\n      - ./app.yml:/etc/app.yml\n",
    "app.yml": "",
  });
  ignores("an absolute path", mounting("/srv/app.yml:/etc/app.yml"));
  ignores("a path outside of the workspace", mounting("../../../app.yml:/etc/app.yml"));
  ignores("a variable", mounting("${CONFIG}/app.yml:/etc/app.yml"));
  ignores("a certificate", mounting("./tls/server.pem:/etc/app/server.pem"));
  ignores("a pattern for all of a folder", mounting("./out/app.yml:/etc/app.yml", { ".gitignore": "out/*\n" }));
  ignores("a name that Git ignores anywhere", mounting("./out/app.yml:/etc/app.yml", { ".gitignore": "/out\n" }));
  ignores("a volume", mounting("app.yml:/etc/app.yml"));
  ignores("a source that is refused if it is missing", {
    "compose.yaml":
      "services:\n  app:\n    image: corp/app:1\n    volumes:\n      - type: bind\n        source: ./app.yml\n        target: /app.yml\n        bind: { create_host_path: false }\n",
  });
});
