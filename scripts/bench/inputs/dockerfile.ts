import { createRandom, repeated, type Random } from "./random.ts";

const packages = "ca-certificates curl git gnupg jq libpq-dev locales make openssh-client tini unzip wget xz-utils zip";

/** A build in stages, each with its packages, copies, long `RUN` lines and settings. */
export function dockerfile(lines: number, seed = 1): string {
  const random = createRandom(seed);
  const head = ["# syntax=docker/dockerfile:1", "ARG VERSION=22", ""];
  return repeated(lines, head, (index) => stage(index, random));
}

function stage(index: number, random: Random): readonly string[] {
  const folder = random.name();
  const variable = random.name().toUpperCase();
  return [
    `FROM ${random.pick(["debian:12-slim", "ubuntu:24.04", "node:22-bookworm", "python:3.13-slim"])} AS stage${String(index)}`,
    "# What the build needs and the result does not.",
    `ARG ${variable}=${random.name()}`,
    `ENV ${variable}_HOME=/opt/${folder} \\`,
    `    PATH="/opt/${folder}/bin:$PATH"`,
    `LABEL org.opencontainers.image.title="${folder} ${random.name()}"`,
    "RUN apt-get update \\",
    "    && apt-get install -y --no-install-recommends \\",
    ...random.some(packages.split(" "), 6).map((name) => `        ${name}=${String(random.below(9))}.* \\`),
    "    # Lists are of no use later.",
    "    && rm -rf /var/lib/apt/lists/*",
    "",
    `WORKDIR /srv/${folder}`,
    `COPY --chown=1000:1000 ${folder}.json ${random.name()}/ ./`,
    `RUN --mount=type=cache,target=/root/.${random.name()} set -eux; \\`,
    `    if [ "$${variable}" != "${random.name()}" ]; then \\`,
    `      curl -fsSL "https://example.org/${random.name()}-\${VERSION}.tar.gz" -o /tmp/${folder}.tgz; \\`,
    `      tar -xzf /tmp/${folder}.tgz -C /opt --strip-components=${String(1 + random.below(3))}; \\`,
    `      rm /tmp/${folder}.tgz; \\`,
    "    fi",
    ...(index > 0 ? [`COPY --from=stage${String(index - 1)} /srv/${random.name()} /opt/${random.name()}`] : []),
    `RUN make -C /srv/${folder} -j"$(nproc)" ${random.name()} 2>&1 | tee /tmp/${random.name()}.log`,
    `EXPOSE ${String(1024 + random.below(60_000))}`,
    `HEALTHCHECK --interval=30s CMD curl -f http://localhost:${String(1024 + random.below(60_000))}/health || exit 1`,
    `USER ${random.name()}`,
    `CMD ["/opt/${folder}/bin/start", "--port", "${String(1024 + random.below(60_000))}"]`,
    "",
  ];
}
