import { createRandom, repeated, type Random } from "./random.ts";

/** A GitHub workflow of jobs with a matrix, a container, services and scripts. */
export function workflow(lines: number, seed = 3): string {
  const random = createRandom(seed);
  const head = ["name: bench", "on:", "  push:", "    branches: [main]", "permissions:", "  contents: read", "jobs:"];
  return repeated(lines, head, (index) => job(index, random));
}

function job(index: number, random: Random): readonly string[] {
  return [
    `  ${random.name()}${String(index)}:`,
    `    name: Build ${random.name()}`,
    "    runs-on: ${{ matrix.os }}",
    "    strategy:",
    "      fail-fast: false",
    "      matrix:",
    "        os: [ubuntu-24.04, ubuntu-22.04]",
    `        version: [${String(18 + random.below(4))}, ${String(22 + random.below(3))}]`,
    `    container: node:${String(20 + random.below(6))}-bookworm`,
    "    services:",
    "      db:",
    `        image: postgres:${String(13 + random.below(5))}`,
    "        ports: ['5432:5432']",
    `        options: --health-cmd pg_isready --health-interval ${String(5 + random.below(9))}s`,
    "    steps:",
    "      - uses: actions/checkout@v4",
    "      - uses: actions/setup-node@v4",
    "        with:",
    "          node-version: ${{ matrix.version }}",
    `      - name: Install ${random.name()}`,
    "        run: |",
    "          set -euo pipefail",
    `          npm ci --prefix ${random.name()} && npm run ${random.name()}`,
    `          if [ "$GITHUB_REF" = "refs/heads/${random.name()}" ]; then`,
    `            docker build --tag ${random.name()}:"\${{ github.sha }}" . | tee build-${random.name()}.log`,
    "          fi",
    `      - run: npm test -- --grep "${random.name()}" # the slow ones`,
    "        env:",
    `          DATABASE: postgres://db/${random.name()}`,
    "",
  ];
}
