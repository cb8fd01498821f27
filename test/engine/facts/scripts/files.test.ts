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
  return mainProcessOf(project, stageIn(project))?.scripts[0]?.file.uri.slice("file:///example/".length);
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
    'COPY start.sh /start.sh\nENTRYPOINT ["/bin/sh", "/start.sh"]': "start.sh",
    'COPY start.sh /start.sh\nENTRYPOINT ["bash", "-euo", "pipefail", "/start.sh", "now"]': "start.sh",
    'COPY start.sh /start.sh\nENTRYPOINT ["tini", "-g", "--", "/start.sh"]': "start.sh",
    'COPY start.sh /start.sh\nENTRYPOINT ["/other.sh"]': undefined,
    'COPY start.sh /start.sh\nENTRYPOINT ["start.sh"]': undefined,
    'COPY start.sh /usr/local/bin/\nENTRYPOINT ["start.sh"]': "start.sh",
    'COPY start.sh /usr/bin/run-it\nENTRYPOINT ["run-it"]': "start.sh",
    'COPY bin/ /usr/local/bin/\nENTRYPOINT ["start.sh"]': "bin/start.sh",
    'COPY start.sh /sbin/\nCOPY bin/start.sh /usr/bin/\nENTRYPOINT ["start.sh"]': "bin/start.sh",
    'COPY start.sh /app/\nENV PATH=/app:/bin\nENTRYPOINT ["start.sh"]': "start.sh",
    'COPY start.sh /usr/local/bin/\nENV PATH=/app:/bin\nENTRYPOINT ["start.sh"]': undefined,
    'COPY start.sh /usr/local/bin/\nENV PATH=/app:$PATH\nENTRYPOINT ["start.sh"]': "start.sh",
    'COPY missing.sh /start.sh\nENTRYPOINT ["/start.sh"]': undefined,
    'COPY *.sh /opt/\nENTRYPOINT ["/opt/start.sh"]': "start.sh",
    'COPY bin/st*rt.?h /opt/\nENTRYPOINT ["/opt/start.sh"]': "bin/start.sh",
    'COPY *.py /opt/\nENTRYPOINT ["/opt/start.sh"]': undefined,
    'COPY */start.sh /opt/\nENTRYPOINT ["/opt/start.sh"]': undefined,
    'COPY start.sh .\nCMD ["./start.sh"]': "start.sh",
    'COPY start.sh .\nWORKDIR /srv\nCMD ["./start.sh"]': undefined,
    'WORKDIR /srv\nCOPY start.sh .\nWORKDIR app\nCMD ["../start.sh"]': "start.sh",
    'WORKDIR /srv\nWORKDIR $UNKNOWN\nCOPY start.sh .\nCMD ["/srv/start.sh"]': undefined,
    'COPY start.sh /tmp/\nRUN mv /tmp/start.sh /start.sh\nCMD ["/start.sh"]': "start.sh",
    'COPY start.sh /usr/local/bin/\nRUN ln -s /usr/local/bin/start.sh /\nCMD ["/start.sh"]': "start.sh",
    'COPY start.sh /usr/local/bin/\nRUN ln -s usr/local/bin/start.sh /\nCMD ["/start.sh"]': "start.sh",
    'COPY start.sh bin/start.sh /opt/\nRUN rm /opt/start.sh\nCMD ["/opt/start.sh"]': undefined,
    'COPY start.sh /\nRUN sed -i s/a/b/ /start.sh\nCMD ["/start.sh"]': undefined,
    'COPY start.sh /\nRUN curl -o /start.sh https://example.com/\nCMD ["/start.sh"]': undefined,
    'RUN wget -O /start.sh https://example.com/\nCOPY start.sh /\nCMD ["/start.sh"]': "start.sh",
    'COPY $SCRIPT /start.sh\nENTRYPOINT ["/start.sh"]': undefined,
    'COPY --from=debian:12 start.sh /start.sh\nENTRYPOINT ["/start.sh"]': undefined,
    'COPY --parents bin/start.sh /\nENTRYPOINT ["/start.sh"]': undefined,
    'COPY --exclude=*.sh . /\nENTRYPOINT ["/start.sh"]': undefined,
    'COPY start.sh /start.sh\nCOPY $OTHER /start.sh\nENTRYPOINT ["/start.sh"]': undefined,
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
    assert.equal(mainProcessOf(project, stageIn(project))?.scripts[0]?.file.uri, "file:///example/start.sh");
  });

  it("comes through the stages that copy it", () => {
    const last = (copy: string): string | undefined => {
      const build = "FROM debian:12 AS build\nWORKDIR /src\nCOPY . .\nRUN cp /src/bin/start.sh /out.sh\n";
      const Dockerfile = `${build}FROM debian:12\n${copy}\nENTRYPOINT ["/start.sh"]\n`;
      const project = projectOf({ Dockerfile, ...scripts });
      return mainProcessOf(project, stageIn(project))?.scripts[0]?.file.uri;
    };

    assert.equal(last("COPY --from=build /src/start.sh /"), "file:///example/start.sh");
    assert.equal(last("COPY --from=build /src/bin /"), "file:///example/bin/start.sh");
    assert.equal(last("COPY --from=0 /out.sh /start.sh"), "file:///example/bin/start.sh");
    assert.equal(last("COPY --from=build /made/start.sh /"), undefined);
    assert.equal(last("COPY start.sh /\nCOPY --from=build /made/start.sh /"), undefined);
  });

  it("is the one that a service mounts over the image's", () => {
    const mounted = (...lines: readonly string[]): string | undefined => {
      const project = projectOf({
        "compose.yaml": `services:\n  app:\n    build: .\n    ${lines.join("\n    ")}\n`,
        Dockerfile: 'FROM debian:12\nWORKDIR /app\nCOPY . .\nCMD ["./start.sh"]\n',
        ...scripts,
      });
      return mainProcessOf(project, serviceIn(project))?.scripts[0]?.file.uri.slice("file:///example/".length);
    };

    assert.equal(mounted('volumes: ["data:/data"]'), "start.sh");
    assert.equal(mounted('volumes: ["./bin:/app"]'), "bin/start.sh");
    assert.equal(mounted('volumes: ["./bin/sub/start.sh:/app/start.sh", "./bin:/app/"]'), "bin/sub/start.sh");
    assert.equal(mounted('volumes: [".:/srv"]', "working_dir: /srv/bin"), "bin/start.sh");
    assert.equal(mounted('volumes: ["/srv/app:/app"]'), undefined);
    assert.equal(mounted('volumes: ["app:/app"]'), undefined);
    assert.equal(mounted('volumes: ["./missing:/app"]'), undefined);
    assert.equal(mounted("volumes: ${VOLUMES}"), undefined);
    assert.equal(mounted("working_dir: ${FOLDER}"), undefined);
    assert.equal(mounted("command: /app/bin/start.sh"), "bin/start.sh");
    assert.equal(mounted("entrypoint: [sh, bin/start.sh]"), "bin/start.sh");
  });

  it("lies in the context that the Compose file names, with its ignore file", () => {
    const files = {
      "compose.yaml": "services:\n  app:\n    build: { context: bin, dockerfile: ../docker/Dockerfile }\n",
      "docker/Dockerfile": 'FROM debian:12 AS base\nCOPY start.sh /\nFROM base\nENTRYPOINT ["/start.sh"]\n',
      ...scripts,
    };
    const scriptIn = (more: Readonly<Record<string, string>>): string | undefined => {
      const project = projectOf({ ...files, ...more });
      return mainProcessOf(project, serviceIn(project))?.scripts[0]?.file.uri;
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

    assert.equal(mainProcessOf(project, stageIn(project))?.scripts[0], undefined);
  });
});
