import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("glibc-older-than-build");
const rust = (build: string, base: string) =>
  `FROM ${build} AS build\nRUN cargo build --release\nFROM ${base}\nCOPY --from=build /target/release/api /api\nCMD ["/api"]\n`;

describe("glibc-older-than-build on near misses", () => {
  ignores("two versions after 2.34", rust("rust:1.90-trixie", "debian:bookworm-slim"));
  ignores("two versions before 2.34", rust("rust:1.60-bullseye", "debian:buster-slim"));
  ignores("another C library, which has a rule of its own", rust("rust:1.90-trixie", "alpine:3.22"));
  ignores("a release that is not known", rust("corp.example/rust:1", "debian:bullseye-slim"));
  reports(
    "an older distroless image",
    rust("rust:1.90-bookworm", "gcr.io/distroless/cc-debian11"),
    "4:1 error Built with glibc 2.36 (rust:1.90-bookworm), but gcr.io/distroless/cc-debian11 has 2.31, so it does not start. Use one release for both.",
  );
});
