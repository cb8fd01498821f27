import { service, testsOf } from "./nearMisses.ts";

const { ignores, reportsAs } = testsOf("health-port-mismatch");
const image = (...lines: readonly string[]) => ["FROM node:22", ...lines, ""].join("\n");
const check = "HEALTHCHECK CMD curl -f http://localhost:8080/";

describe("health-port-mismatch on near misses", () => {
  ignores("two exposed ports", image("EXPOSE 3000 9000", check));
  ignores("a port that a variable names", image("ENV PORT=8080", "EXPOSE 3000", check));
  ignores("a port that a run gives", image("ARG PORT", "ENV PORT=$PORT", "EXPOSE 3000", check));
  ignores("no port at all", image(check));
  ignores("a port of the command line", image("EXPOSE 3000", check, 'CMD ["node", "server.js", "--listen=:8080"]'));
  ignores(
    "a health check of management",
    image("EXPOSE 3000", "HEALTHCHECK CMD curl http://localhost:8081/actuator/health"),
  );
  ignores("a known program", "FROM tomcat:10\nEXPOSE 9000\nHEALTHCHECK CMD curl http://localhost:8080/\n");
  ignores(
    "a foreign image with more ports",
    service("corp/zookeeper:3", 'ports: ["2181:2181"]', "healthcheck: { test: curl http://localhost:8080/commands }"),
  );
  reportsAs("the only exposed port as information", image("EXPOSE 3000", check), "info");
  reportsAs("the port of the server", image(check, 'CMD ["vite", "--port", "3000"]'), "warning");
  const overriding = (...lines: readonly string[]) => ({
    Dockerfile: image("EXPOSE 3000", check),
    "compose.yaml": ["services:", "  web:", "    build: .", ...lines, ""].join("\n"),
  });
  ignores("a service that switches the check off", overriding("    healthcheck: { disable: true }"));
  ignores("a service with a check of its own", overriding("    healthcheck: { test: ./check }"));
  reportsAs("a service that changes only the interval", overriding("    healthcheck: { interval: 5s }"), "info");
  reportsAs(
    "a check that one of two services overrides",
    overriding("    healthcheck: { disable: true }", "  worker:", "    build: ."),
    "info",
  );
  ignores("a service that names the port", {
    Dockerfile: image("EXPOSE 3000", check),
    "compose.yaml": 'services:\n  web:\n    build: .\n    ports: ["80:8080"]\n',
  });
});
