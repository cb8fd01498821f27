import { userlandOf } from "../../facts/userland.ts";
import { builtProgramsOf } from "../../facts/builtPrograms.ts";
import { glibcOf } from "../../knowledge/images/glibc.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "glibc-older-than-build",
  category: "userland",
  since: "0.1.0",
  severity: "error",
  profile: "recommended",
  summary: "A program is built with a newer glibc than the image has that runs it",
  why: prose(
    "A program that is linked against glibc needs at least the version whose functions it uses. glibc 2.34 moved threads and other functions into the main library, so nearly every program that is built with 2.34 or later does not start with an older one.",
    "",
    "Tags such as `rust:1.90` and `golang:1.25` move to a new Debian release on their own, and the final image stays behind.",
  ),
  instead:
    "Name the same release for both images: `rust:1.90-bookworm` with `debian:bookworm-slim`. Or build without a need for glibc: `CGO_ENABLED=0`, or a musl target.",
  exceptions:
    "Ignored if the final image has the same or a newer glibc, if both versions are 2.34 or later or both are older, and for builds that name a static or musl target or another processor. A warning for Go unless `CGO_ENABLED=1` is set.",
  errors: ["version `GLIBC_2.34' not found", "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.33' not found"],
  topic: "userland",
  sources: [
    "https://sourceware.org/pipermail/libc-alpha/2021-August/129718.html",
    "https://developers.redhat.com/articles/2021/12/17/why-glibc-234-removed-libpthread",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM rust:1.90-trixie AS builder
            WORKDIR /src
            COPY . .
            RUN cargo build --release
            FROM debian:bullseye-slim
            COPY --from=builder /src/target/release/api .
            CMD ["./api"]
          `,
        },
        underline: "COPY --from=builder /src/target/release/api .",
      },
      {
        title: "Go needs glibc only if it uses cgo.",
        files: {
          Dockerfile: `
            FROM golang:1.25-bookworm AS build
            COPY . .
            RUN go build -o /app .
            FROM ubuntu:20.04
            COPY --from=build /app /app
            CMD ["/app"]
          `,
        },
        underline: "COPY --from=build /app /app",
        severity: "warning",
      },
    ],
    valid: [
      {
        title: "Both are the same release.",
        files: {
          Dockerfile: `
            FROM rust:1.90-bookworm AS build
            COPY . .
            RUN cargo build --release
            FROM debian:bookworm-slim
            COPY --from=build /target/release/api /api
          `,
        },
      },
      {
        title: "A newer glibc runs what an older one built.",
        files: {
          Dockerfile: `
            FROM rust:1.90-bullseye AS build
            COPY . .
            RUN cargo build --release
            FROM debian:trixie-slim
            COPY --from=build /target/release/api /api
          `,
        },
      },
      {
        title: "Without cgo, Go needs no glibc.",
        files: {
          Dockerfile: `
            FROM golang:1.25-trixie AS build
            COPY . .
            RUN CGO_ENABLED=0 go build -o /app .
            FROM debian:bullseye-slim
            COPY --from=build /app /app
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, { project, report }) {
      if (!stage.isFinal) return;
      const base = userlandOf(project, stage);
      const own = base?.libc === "glibc" ? glibcOf(base.family, base.version) : undefined;
      if (!base || own === undefined || own >= moved) return;
      for (const { copy, from, language, isDynamic, isProcess } of builtProgramsOf(project, stage)) {
        const built = userlandOf(project, from);
        const needed = built?.libc === "glibc" ? glibcOf(built.family, built.version) : undefined;
        if (language === "node" || !built || needed === undefined || needed < moved) continue;
        report({
          at: copy.instruction.at,
          severity: isDynamic && isProcess ? "error" : "warning",
          message: `Built with glibc 2.${String(needed)} (${titleOf(built.written.value)}), but ${titleOf(base.written.value)} has 2.${String(own)}, so it does not start${isDynamic ? "" : " if it uses net or C"}. Use one release for both.`,
          related: [
            { at: built.written.at, message: "Built here." },
            { at: base.written.at, message: "Run here." },
          ],
        });
      }
    },
  },
});

/** glibc 2.34, to which functions that all programs use moved. */
const moved = 34;

function titleOf(reference: string): string {
  return reference.replace(/@.*/, "");
}
