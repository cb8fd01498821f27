import assert from "node:assert/strict";
import { engine, exampleFolder, uriOf } from "../../scripts/examples.ts";

/** The messages about a service of a Compose file. */
function reported(service: string, settings: object): readonly string[] {
  const { findings } = engine.analyze({
    document: { uri: uriOf("compose.yaml"), text: `services:\n  web:\n    image: node:22\n${service}` },
    folder: exampleFolder,
    files: new Map(),
    settings: [{ source: "workspace", value: settings }],
  });
  return findings.filter(({ rule }) => rule === "heavy-synced-folder").map(({ message }) => message);
}

const installing =
  "    working_dir: /app\n    command: sh -c 'npm install && npm start'\n    volumes:\n      - .:/app\n";
const slow =
  '"web" reads node_modules through a bind mount from the host, across the border of Docker Desktop\'s VM, which is slow. Use a volume.';

describe("heavy-synced-folder in Compose files", () => {
  for (const [title, service] of Object.entries({
    "a mount of the packages": "    volumes:\n      - ./node_modules:/app/node_modules\n",
    "packages that the container installs": installing,
  })) {
    it(`reports ${title} with Docker Desktop only`, () => {
      assert.deepEqual(reported(service, { engine: "desktop" }), [slow]);
      assert.deepEqual(reported(service, {}), []);
    });
  }

  for (const [title, service] of Object.entries({
    "packages in a volume": `${installing}      - modules:/app/node_modules\n`,
    "packages in a named volume alone": "    volumes:\n      - modules:/app/node_modules\n",
    "a mount without packages": "    volumes:\n      - .:/app\n",
  })) {
    it(`ignores ${title}`, () => {
      assert.deepEqual(reported(service, { engine: "desktop" }), []);
    });
  }
});
