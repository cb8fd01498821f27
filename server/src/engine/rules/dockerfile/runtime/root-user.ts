import { baseImageOf } from "../../../facts/baseImage.ts";
import { startsAsRootOnPurpose } from "../../../facts/dockerfile/droppedRoot.ts";
import { defineRule, prose } from "../../../rule.ts";

const aliases = ["DL3002", "DS-0002", "CKV_DOCKER_8", "S6471"];

export default defineRule({
  id: "root-user",
  category: "dockerfile/runtime",
  since: "0.1.0",
  branches: {
    "final-stage": { severity: "info", profile: "recommended", aliases },
    "other-stage": { severity: "hint", profile: "strict", aliases },
  },
  summary: "Last `USER` of a stage is root",
  why: prose(
    "The last `USER` is the one that containers start as. Root in a container is root of the host unless user namespaces are on: only capabilities, seccomp and the file system of the image are between the two. A hole in the program or a mount of the host is then worth more to an attacker.",
  ),
  instead: "Switch to an ordinary user after the steps that need root, before `CMD` and `ENTRYPOINT`.",
  exceptions: prose(
    "Ignored if the entrypoint changes the user itself (`gosu`, `su-exec`, `setpriv` …), for init systems and for Windows. Stages other than the last one are reported at the strict profile.",
  ),
  topic: "user",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#user",
    "https://docs.docker.com/engine/security/#linux-kernel-capabilities",
  ],
  examples: {
    invalid: [
      {
        title: "The way back to the ordinary user is missing.",
        branch: "final-stage",
        files: {
          Dockerfile: `
            FROM jenkins/jenkins:lts
            USER root
            RUN apt-get update && apt-get install -y make
          `,
        },
        underline: "root",
      },
      {
        title: "Root by its number.",
        branch: "final-stage",
        files: { Dockerfile: 'FROM node:24\nUSER 0:0\nCMD ["node", "/app/server.js"]\n' },
        underline: "0:0",
      },
      {
        title: "A stage that may be a target.",
        branch: "other-stage",
        files: { Dockerfile: "FROM node:24 AS test\nUSER root\nFROM node:24\nUSER node\n" },
        underline: "root",
      },
    ],
    valid: [
      {
        title: "Only the installation runs as root.",
        files: {
          Dockerfile: `
            FROM jenkins/jenkins:lts
            USER root
            RUN apt-get update && apt-get install -y make
            USER jenkins
          `,
        },
      },
      {
        title: "The entrypoint changes the user.",
        files: {
          Dockerfile: `
            FROM debian:13
            USER root
            ENTRYPOINT ["gosu", "app", "/app/start"]
          `,
        },
      },
      { title: "Nothing is said about the user.", files: { Dockerfile: 'FROM debian:13\nCMD ["/app/start"]\n' } },
    ],
  },
  check: {
    stage(stage, { project, report }) {
      const { user } = stage.stateAt();
      if (user.state !== "known" || !/^(?:root|0)(?::|$)/.test(user.value)) return;
      // A stage that starts from this one reports what it inherits, if it is the last.
      if (stage.user.state === "unset" && !stage.isFinal) return;
      if (baseImageOf(project, stage)?.os === "windows" || startsAsRootOnPurpose(project, stage)) return;

      const name = stage.isFinal ? "The image" : `Stage "${stage.name ?? String(stage.index)}"`;
      report({
        branch: stage.isFinal ? "final-stage" : "other-stage",
        at: user.at,
        message: `${name} starts its containers as root. Switch to an ordinary user before CMD and ENTRYPOINT.`,
      });
    },
  },
});
