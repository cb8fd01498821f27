import { bringsCompatibility, builtProgramsOf, type BuiltProgram } from "../../facts/builtPrograms.ts";
import { userlandOf } from "../../facts/userland.ts";
import { baseImageOf, type BaseImage } from "../../facts/baseImage.ts";
import { buildCommandsOf } from "../../facts/scripts/buildCommands.ts";
import { programName, subcommand } from "../../model/command.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "libc-mismatch",
  category: "userland",
  since: "0.1.0",
  severity: "error",
  profile: "recommended",
  fix: "behaviour",
  summary: "A program built for one C library is copied into an image with another one, or none",
  why: prose(
    "Debian, Ubuntu and Red Hat use glibc, Alpine uses musl; `scratch` and `distroless/static` have no C library. A program that is linked dynamically names its loader, such as `/lib64/ld-linux-x86-64.so.2`. If the image lacks it, the kernel reports that the *program* was not found.",
    "",
    "Go links dynamically if `CGO_ENABLED` is on, which it is in the `golang` images, and the program uses `net`, `os/user` or C. Rust links dynamically unless the target is musl. Packages in `node_modules` may hold binaries for one C library.",
  ),
  instead: prose(
    "Build with `CGO_ENABLED=0`, or for `x86_64-unknown-linux-musl`, or build and run on the same distribution: `golang:1.25-alpine` with `alpine`, `rust:1.90-slim-trixie` with `debian:trixie-slim`. Install `node_modules` in the image that runs them.",
  ),
  exceptions:
    "Ignored if the build names a static or musl target, builds for another processor or system, or hides the build in a script or Makefile, and if the image installs `gcompat` or `libc6-compat`. A warning if the program may do without a C library, information for `node_modules`.",
  errors: [
    "exec /server: no such file or directory",
    "/bin/sh: ./app: not found",
    "Error loading shared library ld-linux-x86-64.so.2: No such file or directory",
    "Error relocating: symbol not found",
    "'linuxmusl-x64' binaries cannot be used on the 'linux-x64' platform",
  ],
  topic: "userland",
  sources: ["https://pkg.go.dev/cmd/cgo", "https://wiki.musl-libc.org/functional-differences-from-glibc.html"],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM golang:1.25 AS build
            WORKDIR /src
            COPY . .
            RUN CGO_ENABLED=1 go build -o /out/server ./cmd/server
            FROM alpine:3.22
            COPY --from=build /out/server /server
            ENTRYPOINT ["/server"]
          `,
        },
        underline: "COPY --from=build /out/server /server",
      },
      {
        title: "cgo is on by default.",
        files: {
          Dockerfile: `
            FROM golang:1.25 AS build
            COPY . .
            RUN go build -o /app .
            FROM scratch
            COPY --from=build /app /app
            CMD ["/app"]
          `,
        },
        underline: "COPY --from=build /app /app",
        severity: "info",
        fixed: `
          FROM golang:1.25 AS build
          COPY . .
          RUN CGO_ENABLED=0 go build -o /app .
          FROM scratch
          COPY --from=build /app /app
          CMD ["/app"]
        `,
      },
      {
        title: "Native packages were installed for musl.",
        files: {
          Dockerfile: `
            FROM node:22-alpine AS deps
            COPY package*.json ./
            RUN npm ci
            FROM node:22-slim
            COPY --from=deps /node_modules /node_modules
          `,
        },
        underline: "COPY --from=deps /node_modules /node_modules",
        severity: "info",
      },
    ],
    valid: [
      {
        title: "Without cgo, Go needs no C library.",
        files: {
          Dockerfile: `
            FROM golang:1.25 AS build
            COPY . .
            ENV CGO_ENABLED=0
            RUN go build -o /app .
            FROM scratch
            COPY --from=build /app /app
          `,
        },
      },
      {
        title: "Both images are Alpine.",
        files: {
          Dockerfile: `
            FROM golang:1.25-alpine AS build
            COPY . .
            RUN go build -o /app .
            FROM alpine:3.22
            COPY --from=build /app /app
          `,
        },
      },
      {
        title: "distroless/cc has glibc.",
        files: {
          Dockerfile: `
            FROM rust:1.90-bookworm AS build
            COPY . .
            RUN cargo build --release
            FROM gcr.io/distroless/cc-debian12
            COPY --from=build /target/release/api /api
            CMD ["/api"]
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      const { project, report } = context;
      const isFinal = stage.isFinal;
      if (!isFinal && !runsPackages(project, stage)) return;
      const base = userlandOf(project, stage) ?? emptyOnly(baseImageOf(project, stage));
      if (!base?.libc || bringsCompatibility(project, stage)) return;
      for (const program of builtProgramsOf(project, stage)) {
        const built = userlandOf(project, program.from);
        if (!built?.libc || built.libc === base.libc || built.libc === "none") continue;
        if (!isFinal && program.language !== "node") continue;
        // Nothing in an image without a C library runs packages of Node.js.
        if (program.language === "node" && base.libc === "none") continue;
        const isSure = program.isDynamic && program.isProcess && !base.isPartial && !built.isPartial;
        report({
          at: program.copy.instruction.at,
          severity: program.language === "node" || !program.isDynamic ? "info" : isSure ? "error" : "warning",
          message: messageFor(program, built, base),
          related: [
            { at: built.written.at, message: "Built here." },
            { at: base.written.at, message: "Run here." },
          ],
          fixes: withoutC(program, context),
        });
      }
    },
  },
});

/** A stage that builds with copied packages, and does not install them again. */
function runsPackages(project: Project, stage: Stage): boolean {
  const commands = buildCommandsOf(project, stage).filter((command) => managers.has(programName(command) ?? ""));
  const verbs = commands.map((command) => subcommand(command)?.value ?? "install");
  return verbs.length > 0 && verbs.every((verb) => /^(?:run|exec|test|build)$/.test(verb));
}

const managers = new Set(["npm", "npx", "yarn", "pnpm"]);

function emptyOnly(base: BaseImage | undefined): BaseImage | undefined {
  return base?.repository === "scratch" ? base : undefined;
}

/** Set for the one command, in the file that writes it. */
function withoutC({ goBuild }: BuiltProgram, { edit }: RuleContext): readonly FixOffer[] {
  const [program] = goBuild?.words ?? [];
  if (!goBuild || !program || goBuild.startedAt || goBuild.wrappers.length > 0) return [];
  const edits = () => [edit.replaceText(program.at, `CGO_ENABLED=0 ${program.text}`)];
  return [{ title: "Build with CGO_ENABLED=0", kind: "behaviour", edits }];
}

function messageFor({ language, isDynamic }: BuiltProgram, built: BaseImage, base: BaseImage): string {
  const missing = base.libc === "none" ? "has no C library" : `uses ${base.libc ?? ""}`;
  const image = base.written.value.replace(/@.*/, "");
  const start = `Built for ${built.libc ?? ""}, but ${image} ${missing}`;
  if (language === "node")
    return `${start}, so packages with native parts cannot be loaded. Install them in this image.`;
  if (language === "rust")
    return `${start}, so it does not start. Build for a musl target or on the same distribution.`;
  return isDynamic
    ? `${start}, so it does not start. Use CGO_ENABLED=0 or build on the same distribution.`
    : `${start}, so it does not start if it uses net or C. Set CGO_ENABLED=0.`;
}
