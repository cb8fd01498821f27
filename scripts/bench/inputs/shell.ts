import { createRandom, repeated, type Random } from "./random.ts";

/** A script of installations, conditions, loops and here-documents. */
export function shell(lines: number, seed = 5): string {
  const random = createRandom(seed);
  return repeated(lines, ["#!/bin/bash", "set -euo pipefail"], () => part(random));
}

function part(random: Random): readonly string[] {
  const name = random.name();
  return [
    `# Prepares ${name}.`,
    `${name.toUpperCase()}_DIR="\${${random.name().toUpperCase()}_DIR:-/opt/${name}}"`,
    `apt-get update && apt-get install -y --no-install-recommends ${random.name()} ${random.name()}`,
    `if ! command -v ${name} > /dev/null 2>&1; then`,
    `  curl -fsSL "https://example.org/${random.name()}.tgz" | tar -xz -C "$${name.toUpperCase()}_DIR"`,
    "fi",
    `for file in "$${name.toUpperCase()}_DIR"/*.conf; do`,
    `  sed -i 's/${random.name()}/${random.name()}/g' "$file" || true`,
    "done",
    `sudo -u ${random.name()} bash -c "cd /srv && ./${random.name()} --port ${String(random.below(9999))}"`,
    `cat > /etc/${name}.conf <<EOF`,
    `listen = ${String(random.below(9999))}`,
    `home = $${name.toUpperCase()}_DIR`,
    "EOF",
    `docker run -d --name ${name} -p ${String(1024 + random.below(9999))}:80 -v "$PWD":/data:ro nginx:1.29`,
    "",
  ];
}
