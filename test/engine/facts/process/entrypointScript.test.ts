import assert from "node:assert/strict";
import { mainProcessOf } from "../../../../server/src/engine/facts/process/mainProcess.ts";
import { projectOf, serviceIn, stageIn } from "../reading.ts";

const scripts = {
  "start.sh": "#!/bin/sh\nexec a\n",
  "bin/start.sh": "#!/bin/sh\nexec b\n",
  "bin/sub/start.sh": "#!/bin/sh\nexec c\n",
};

/** The file of the context that the image starts. */
function scriptOf(text: string, others: Readonly<Record<string, string>> = {}): string | undefined {
  const project = projectOf({ Dockerfile: `FROM debian:12\n${text}\n`, ...scripts, ...others });
  return mainProcessOf(project, stageIn(project))?.script?.uri.slice("file:///example/".length);
}

describe("the script that starts a container", () => {
  const forms: Readonly<Record<string, string | undefined>> = {
    'COPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]': "start.sh",
    'COPY start.sh /\nENTRYPOINT ["/start.sh"]': "start.sh",
    'COPY ./start.sh /usr/local/bin/\nCMD ["/usr/local/bin/start.sh"]': "start.sh",
    'COPY start.sh /usr/local/bin/run\nCMD ["/usr/local/bin/run", "now"]': "start.sh",
    'COPY bin/start.sh /opt/\nENTRYPOINT ["/opt/start.sh"]': "bin/start.sh",
    'COPY bin /opt\nENTRYPOINT ["/opt/start.sh"]': "bin/start.sh",
    'COPY bin/ /opt/\nENTRYPOINT ["/opt/sub/start.sh"]': "bin/sub/start.sh",
    'COPY . /app\nENTRYPOINT ["/app/bin/start.sh"]': "bin/start.sh",
    'WORKDIR /app\nCOPY . .\nENTRYPOINT ["/app/start.sh"]': "start.sh",
    'WORKDIR /app\nCOPY . .\nENTRYPOINT ["./bin/start.sh"]': "bin/start.sh",
    'WORKDIR /app/\nCOPY start.sh ./run.sh\nENTRYPOINT ["./run.sh"]': "start.sh",
    'COPY bin/sub/start.sh start.sh /x/\nENTRYPOINT ["/x/start.sh"]': "bin/sub/start.sh",
    'COPY ["start.sh", "/a b/start.sh"]\nENTRYPOINT ["/a b/start.sh"]': "start.sh",
    'COPY --chmod=755 --chown=app start.sh /start.sh\nENTRYPOINT ["/start.sh"]': "start.sh",
    'ADD start.sh /start.sh\nENTRYPOINT ["/start.sh"]': "start.sh",
    'ARG DIR=/opt\nCOPY start.sh $DIR/\nENTRYPOINT ["/opt/start.sh"]': "start.sh",
    'COPY ../bin/start.sh /start.sh\nENTRYPOINT ["/start.sh"]': "bin/start.sh",
    'COPY bin/start.sh /start.sh\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]': "start.sh",
    'COPY start.sh /start.sh\nENTRYPOINT ["/bin/sh", "/start.sh"]': undefined,
    'COPY start.sh /start.sh\nENTRYPOINT ["/other.sh"]': undefined,
    'COPY start.sh /start.sh\nENTRYPOINT ["start.sh"]': undefined,
    'COPY missing.sh /start.sh\nENTRYPOINT ["/start.sh"]': undefined,
    'COPY *.sh /opt/\nENTRYPOINT ["/opt/start.sh"]': undefined,
    'COPY $SCRIPT /start.sh\nENTRYPOINT ["/start.sh"]': undefined,
    'COPY --from=debian:12 start.sh /start.sh\nENTRYPOINT ["/start.sh"]': undefined,
    'COPY --parents bin/start.sh /\nENTRYPOINT ["/start.sh"]': undefined,
    'COPY --exclude=*.sh . /\nENTRYPOINT ["/start.sh"]': undefined,
    'ADD https://example.com/start.sh /start.sh\nENTRYPOINT ["/start.sh"]': undefined,
  };
  for (const [text, expected] of Object.entries(forms)) {
    it(`is ${expected ?? "unknown"} for ${JSON.stringify(text)}`, () => assert.equal(scriptOf(text), expected));
  }

  const copy = 'COPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]';
  it("is none that an ignore file keeps out of the context", () => {
    assert.equal(scriptOf(copy, { ".dockerignore": "*.sh\n" }), undefined);
    assert.equal(scriptOf(copy, { ".dockerignore": "**\n!/start.sh\n" }), "start.sh");
    assert.equal(scriptOf(copy, { ".dockerignore": "[\n" }), undefined);
  });

  it("is judged by the Dockerfile's own ignore file, where there is one", () => {
    const own = "Dockerfile.dockerignore";
    assert.equal(scriptOf(copy, { ".dockerignore": "*\n", [own]: "" }), "start.sh");
    assert.equal(scriptOf(copy, { ".dockerignore": "", [own]: "*\n" }), undefined);
  });

  it("is another file when a copy that would replace it is kept out", () => {
    const twice = 'COPY bin/start.sh /start.sh\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]';
    assert.equal(scriptOf(twice, { ".dockerignore": "start.sh\n" }), "bin/start.sh");
  });

  it("comes from the stage below, too", () => {
    assert.equal(scriptOf('COPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]\nFROM 0'), undefined);
    const project = projectOf({
      Dockerfile: 'FROM debian:12 AS base\nCOPY start.sh /start.sh\nFROM base\nENTRYPOINT ["/start.sh"]\n',
      ...scripts,
    });
    assert.equal(mainProcessOf(project, stageIn(project))?.script?.uri, "file:///example/start.sh");
  });

  it("lies in the context that the Compose file names, with its ignore file", () => {
    const files = {
      "compose.yaml": "services:\n  app:\n    build: { context: bin, dockerfile: ../docker/Dockerfile }\n",
      "docker/Dockerfile": 'FROM debian:12 AS base\nCOPY start.sh /\nFROM base\nENTRYPOINT ["/start.sh"]\n',
      ...scripts,
    };
    const scriptIn = (more: Readonly<Record<string, string>>): string | undefined => {
      const project = projectOf({ ...files, ...more });
      return mainProcessOf(project, serviceIn(project))?.script?.uri;
    };

    assert.equal(scriptIn({}), "file:///example/bin/start.sh");
    assert.equal(scriptIn({ ".dockerignore": "*\n", "docker/.dockerignore": "*\n" }), "file:///example/bin/start.sh");
    assert.equal(scriptIn({ "bin/.dockerignore": "start.sh\n" }), undefined);
    assert.equal(scriptIn({ "docker/Dockerfile.dockerignore": "start.sh\n" }), undefined);
  });

  it("is unknown where two services build with different contexts", () => {
    const project = projectOf({
      Dockerfile: 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
      "compose.yaml": "services:\n  a:\n    build: .\n  b:\n    build: { context: bin, dockerfile: ../Dockerfile }\n",
      ...scripts,
    });

    assert.equal(mainProcessOf(project, stageIn(project))?.script, undefined);
  });
});
