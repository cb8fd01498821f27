import { testsOf } from "./nearMisses.ts";

const { ignores, reportsAs } = testsOf("libc-mismatch");
const go = (build: string, base = "alpine:3.22", more = "") =>
  `FROM golang:1.25 AS build\nCOPY . .\nRUN ${build}\nFROM ${base}\n${more}COPY --from=build /app /app\nCMD ["/app"]\n`;

describe("libc-mismatch on near misses", () => {
  ignores("a build in a Makefile", go("make"));
  ignores("static linker flags", go(`go build -ldflags "-extldflags '-static'" -o /app .`));
  ignores("the resolver of Go", go("go build -tags netgo -o /app ."));
  ignores("CGO_ENABLED=0 exported before", go("export CGO_ENABLED=0 && go build -o /app ."));
  ignores("another processor", go("GOARCH=arm64 go build -o /app ."));
  ignores("a compatibility layer", go("go build -o /app .", "alpine:3.22", "RUN apk add --no-cache libc6-compat\n"));
  ignores("glibc of Wolfi", go("go build -o /app .", "cgr.dev/chainguard/wolfi-base"));
  ignores("a base that is not known", go("go build -o /app .", "corp.example/base:1"));
  ignores("other files of the stage", go("go build -o /server ."));
  ignores(
    "a target for musl",
    "FROM rust:1.90 AS build\nRUN cargo build --release --target x86_64-unknown-linux-musl\nFROM alpine:3.22\nCOPY --from=build /target/x86_64-unknown-linux-musl/release/api /api\n",
  );
  reportsAs(
    "Rust on Alpine",
    'FROM rust:1.90 AS build\nRUN cargo build --release\nFROM alpine:3.22\nCOPY --from=build /target/release/api /api\nCMD ["/api"]\n',
    "error",
  );
  reportsAs("an image without a C library", go("go build -o /app .", "gcr.io/distroless/static-debian12"), "info");
  const packages = (command: string) =>
    `FROM node:22-alpine AS deps\nRUN npm ci\nFROM node:22 AS build\nCOPY --from=deps /app/node_modules ./node_modules\n${command}\nFROM nginx:1.29\nCOPY --from=build /app/dist /srv\n`;
  reportsAs("packages that a build stage runs", packages("RUN npm run build"), "info");
  ignores("packages that a build stage installs again", packages("RUN npm ci && npm run build"));
  ignores("packages that a stage only passes on", packages("RUN ls"));
});
