import type { Copy } from "../../../model/stage.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "add-for-plain-files",
  category: "dockerfile/files",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  aliases: ["DL3020", "CKV_DOCKER_4", "DS-0005", "S7029"],
  fix: "behaviour",
  summary: "`ADD` where `COPY` does the same",
  why: prose(
    "`ADD` also downloads and unpacks archives, by their content and not by their name: if a file later becomes an archive, it is unpacked without notice. For files and folders of the context readers expect `COPY`.",
  ),
  instead: "Use `COPY`. Keep `ADD` for archives to unpack, for downloads with `--checksum` and for Git repositories.",
  exceptions: prose(
    "Ignored for archives, addresses, Git repositories, here-documents, variables, patterns that match archives, and flags that only `ADD` has.",
  ),
  sources: [
    "https://docs.docker.com/build/building/best-practices/#add-or-copy",
    "https://docs.docker.com/reference/dockerfile/#add",
  ],
  examples: {
    invalid: [
      {
        files: { Dockerfile: "FROM python:3.13\nADD app.py requirements.txt /app/\n" },
        underline: "ADD",
        fixed: "FROM python:3.13\nCOPY app.py requirements.txt /app/\n",
      },
      {
        title: "ADD does not unpack this kind of archive.",
        files: { Dockerfile: "FROM debian:13\nADD --chown=1000 tool.zip /opt/\n" },
        underline: "ADD",
        fixed: "FROM debian:13\nCOPY --chown=1000 tool.zip /opt/\n",
      },
      {
        title: "A folder.",
        files: { Dockerfile: "FROM node:24\nadd . /app\n" },
        underline: "add",
        fixed: "FROM node:24\ncopy . /app\n",
      },
    ],
    valid: [
      { title: "The archive is unpacked.", files: { Dockerfile: "FROM debian:13\nADD rootfs.tar.xz /\n" } },
      {
        title: "Downloads and repositories.",
        files: {
          Dockerfile: `
            FROM debian:13
            ADD https://example.com/tool.sh /usr/local/bin/
            ADD git@github.com:corp/app.git#v1 /src
          `,
        },
      },
      { title: "The pattern may match archives.", files: { Dockerfile: "FROM debian:13\nADD dist/app-* /opt/\n" } },
      {
        title: "A variable may name anything.",
        files: { Dockerfile: "FROM debian:13\nARG FILE\nADD $FILE /opt/\n" },
      },
    ],
  },
  check: {
    stage(stage, { project, edit, report }) {
      for (const { keyword, instruction, sources, inlineFiles, from } of stage.copies) {
        if (keyword !== "ADD" || inlineFiles.length > 0 || from.state !== "unset" || !sources.every(isPlain)) continue;
        if (instruction.flags.some(({ name }) => /^(?:checksum|keep-git-dir|unpack)$/.test(name))) continue;

        const { keywordAt } = instruction;
        report({
          at: keywordAt,
          message: "Nothing here is downloaded or unpacked, so COPY does the same without surprises. Use COPY.",
          fixes: [
            {
              title: "Use COPY",
              kind: sources.every(isSurelyPlain) ? "safe" : "behaviour",
              preferred: true,
              edits: () => [
                edit.replaceText(keywordAt, project.root.source.slice(keywordAt.range) === "add" ? "copy" : "COPY"),
              ],
            },
          ],
        });
      }
    },
  },
});

const archive = /\.(?:tar|Z|bz2|gz|lz|lzma|tZ|tb2|tbz|tbz2|tgz|tlz|tpz|txz|xz|zst|tzst)$/;
const remote = /^(?:https?|git|ssh|ftp):\/\/|^git@|^github\.com\/|\.git(?:#|$)/i;

/** A file or folder of the context that `ADD` copies as it is. */
function isPlain(source: Copy["sources"][number]): boolean {
  if (source.state !== "known") return false;
  const path = source.value;
  if (remote.test(path) || archive.test(path)) return false;
  const pattern = path.search(/[*?[]/);
  return pattern === -1 || /\.[\w-]+$/.test(path.slice(pattern));
}

/** By its name: a name without an ending may be an archive all the same. */
function isSurelyPlain(source: Copy["sources"][number]): boolean {
  return source.state === "known" && /(?:^|\/)\.{0,2}$|\.\w+$|\/$/.test(source.value);
}
