import assert from "node:assert/strict";
import { mainProcessOf, type MainProcess } from "../../../../server/src/engine/facts/process/mainProcess.ts";
import { projectOf, serviceIn, stageIn } from "../reading.ts";

/** Returns what runs, as one line; `undefined` if it is unknown. */
function lineOf(process: MainProcess | undefined): string | undefined {
  return process?.words.map(({ value, text }) => value ?? text).join(" | ");
}

interface Case {
  readonly title: string;
  readonly image?: string;
  readonly service?: string;
  readonly runs: string | undefined;
  /** An unknown entrypoint may come before it. */
  readonly isPartial?: boolean;
}

// https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
const images: readonly Case[] = [
  { title: "no command at all", image: "FROM debian:12\n", runs: undefined },
  { title: "a command in exec form", image: 'FROM debian:12\nCMD ["a", "b c"]\n', runs: "a | b c" },
  { title: "a command in shell form", image: "FROM debian:12\nCMD a b\n", runs: "a b" },
  { title: "the last of several commands", image: 'FROM debian:12\nCMD ["a"]\nCMD ["b"]\n', runs: "b" },
  { title: "a command before an unseen entrypoint", image: 'FROM corp/app:1\nCMD ["a"]\n', runs: "a", isPartial: true },
  { title: "an entrypoint alone", image: 'FROM debian:12\nENTRYPOINT ["a", "b"]\n', runs: "a | b" },
  { title: "an entrypoint of an unknown image", image: 'FROM corp/app:1\nENTRYPOINT ["a"]\n', runs: "a" },
  { title: "both in exec form", image: 'FROM debian:12\nENTRYPOINT ["a"]\nCMD ["b"]\n', runs: "a | b" },
  { title: "both, the other way round", image: 'FROM debian:12\nCMD ["b"]\nENTRYPOINT ["a"]\n', runs: "a | b" },
  {
    title: "an entrypoint that receives a shell's command",
    image: 'FROM debian:12\nENTRYPOINT ["a"]\nCMD b c\n',
    runs: "a | /bin/sh | -c | b c",
  },
  { title: "an entrypoint in shell form, which sees no command", image: 'FROM debian:12\nENTRYPOINT a\nCMD ["b"]\n', runs: "a" }, // prettier-ignore
  { title: "an entrypoint that is emptied", image: 'FROM debian:12\nENTRYPOINT []\nCMD ["b"]\n', runs: "b" },
  { title: "a command of the stage below", image: 'FROM debian:12 AS x\nCMD ["a"]\nFROM x\n', runs: "a" },
  {
    title: "an entrypoint that drops the command of the stage below",
    image: 'FROM debian:12 AS x\nCMD ["b"]\nFROM x\nENTRYPOINT ["a"]\n',
    runs: "a",
  },
  {
    title: "a command for the entrypoint of the stage below",
    image: 'FROM corp/app AS x\nENTRYPOINT ["a"]\nCMD ["b"]\nFROM x\nCMD ["c"]\n',
    runs: "a | c",
  },
  { title: "a command of another stage, which does not count", image: 'FROM debian:12 AS x\nCMD ["a"]\nFROM debian:12\n', runs: undefined }, // prettier-ignore
];

const build = "build: .";
const both = 'FROM debian:12\nENTRYPOINT ["a"]\nCMD ["b"]\n';
// https://docs.docker.com/reference/compose-file/services/#command and #entrypoint
const services: readonly Case[] = [
  { title: "what the image says", image: both, service: build, runs: "a | b" },
  { title: "a command instead of the image's", image: both, service: `${build}\n    command: [c]`, runs: "a | c" },
  { title: "a command that is split, not given to a shell", image: both, service: `${build}\n    command: c "d e"`, runs: "a | c | d e" }, // prettier-ignore
  { title: "an entrypoint that drops the image's command", image: both, service: `${build}\n    entrypoint: [c]`, runs: "c" }, // prettier-ignore
  { title: "an entrypoint and a command", image: both, service: `${build}\n    entrypoint: c\n    command: d`, runs: "c | d" }, // prettier-ignore
  { title: "an entrypoint that is emptied", image: both, service: `${build}\n    entrypoint: []\n    command: d`, runs: "d" }, // prettier-ignore
  { title: "null, which says nothing", image: both, service: `${build}\n    command:\n    entrypoint:`, runs: "a | b" },
  {
    title: "a word that only a run can tell",
    image: both,
    service: `${build}\n    command: \${COMMAND}`,
    runs: "a | ${COMMAND}",
  },
  { title: "a command for a known image", service: "image: debian:12\n    command: [c]", runs: "c" },
  {
    title: "a command for an unknown image",
    service: "image: corp/app:1\n    command: [c]",
    runs: "c",
    isPartial: true,
  },
  { title: "an entrypoint for an unknown image", service: "image: corp/app:1\n    entrypoint: [c]", runs: "c" },
  { title: "an image that nobody describes", service: "image: corp/app:1", runs: undefined },
  {
    title: "the stage that the build names",
    image: 'FROM debian:12 AS x\nCMD ["a"]\nFROM debian:12\nCMD ["b"]\n',
    service: "build:\n      context: .\n      target: x",
    runs: "a",
  },
  {
    title: "no stage where the build's target cannot be read",
    image: both,
    service: "build:\n      context: .\n      target: ${TARGET}",
    runs: undefined,
  },
];

describe("the main process", () => {
  for (const { title, image = "", runs, isPartial = false } of images) {
    it(`of an image is ${title}`, () => {
      const project = projectOf({ Dockerfile: image });
      const process = mainProcessOf(project, stageIn(project));

      assert.equal(lineOf(process), runs);
      if (process) assert.equal(process.isWhole, !isPartial);
    });
  }

  for (const { title, image, service = "", runs, isPartial = false } of services) {
    it(`of a service is ${title}`, () => {
      const compose = { "compose.yaml": `services:\n  app:\n    ${service}\n` };
      const project = projectOf(image === undefined ? compose : { ...compose, Dockerfile: image });
      const process = mainProcessOf(project, serviceIn(project));

      assert.equal(lineOf(process), runs);
      if (process) assert.equal(process.isWhole, !isPartial);
    });
  }

  it("is looked through wrappers and shells", () => {
    const wrapped: Readonly<Record<string, string>> = {
      'CMD ["tini", "--", "gosu", "app", "nginx", "-g", "daemon off;"]': "nginx",
      'CMD ["sh", "-c", "exec nginx"]': "nginx",
      "CMD exec nginx": "nginx",
      'ENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["nginx"]': "nginx",
      'ENTRYPOINT ["/bin/sh", "-c"]\nCMD ["cd /srv && nginx"]': "nginx",
    };
    for (const [text, program] of Object.entries(wrapped)) {
      const project = projectOf({ Dockerfile: `FROM debian:12\n${text}\n` });
      assert.equal(mainProcessOf(project, stageIn(project))?.commands.at(-1)?.words[0]?.value, program, text);
    }
  });

  it("is placed where it is written", () => {
    const project = projectOf({
      "compose.yaml": "services:\n  app:\n    build: .\n    init: true\n",
      Dockerfile: both,
    });
    const process = mainProcessOf(project, serviceIn(project));

    assert.equal(process?.at.uri, "file:///example/Dockerfile");
    assert.equal(process?.entry.range.start.line, 1);
    assert.equal(process?.stage?.index, 0);
  });
});
