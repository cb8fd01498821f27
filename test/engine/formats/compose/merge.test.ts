import assert from "node:assert/strict";
import { knownItems, valueOf, type Item, type ListFact } from "../../../../server/src/engine/model/fact.ts";
import type { Service } from "../../../../server/src/engine/model/service.ts";
import { compose, only, textAt, withSettings } from "./reading.ts";

const values = <T>(list: ListFact<T>): readonly T[] => knownItems(list).map(({ value }) => value);
const record = (map: ReadonlyMap<string, Item<string>>): Record<string, string> =>
  Object.fromEntries([...map].map(([name, item]) => [name, item.state === "known" ? item.value : "?"]));
const ports = (service: Service) =>
  values(service.ports).map(({ hostIp = "", published = "", target, protocol }) =>
    [hostIp, published, target, protocol].join(" ").trim(),
  );
const mounts = (service: Service) =>
  values(service.mounts).map(({ source = "", target, readOnly }) => `${source}:${target}${readOnly ? ":ro" : ""}`);

/** Settings of one service in two files, as the second is merged over the first. */
function merged(base: string, over: string): Service {
  const file = (settings: string) => `services:\n  web:\n${settings.replace(/^/gm, "    ")}\n`;
  return only({ "compose.yaml": file(base), "compose.override.yaml": file(over) });
}

describe("settings of a Compose service in two files", () => {
  const cases: readonly (readonly [string, string, (service: Service) => unknown, unknown])[] = [
    // Ports by what they say, whatever their syntax.
    ["ports: ['80:80']", "ports: [{target: 80, published: '80'}]", ports, ["80 80 tcp"]],
    ["ports: ['80:80', '81:81']", "ports: ['80:80/tcp']", ports, ["80 80 tcp", "81 81 tcp"]],
    ["ports: ['80:80']", "ports: ['127.0.0.1:80:80']", ports, ["80 80 tcp", "127.0.0.1 80 80 tcp"]],
    ["ports: ['80:80']", "ports: ['0.0.0.0:80:80']", ports, ["0.0.0.0 80 80 tcp"]],
    ["ports: ['80:80']", "ports: ['80:80/udp', '8080:80']", ports, ["80 80 tcp", "80 80 udp", "8080 80 tcp"]],
    ["ports: [80]", "ports: ['80']", ports, ["80 tcp"]],
    ["volumes: [va:/x, vb:/y]", "volumes: ['vc:/x/']", mounts, ["vc:/x/", "vb:/y"]],
    ["volumes: [va:/x]", "volumes: [{type: bind, source: ., target: /x, read_only: true}]", mounts, [".:/x:ro"]],
    [
      "devices: [/dev/sda:/dev/sda, /dev/sdb:/dev/sdb]",
      "devices: [/dev/nvme0:/dev/sdb]",
      (service) => values(service.devices).map(({ host }) => host),
      ["/dev/sda", "/dev/nvme0"],
    ],
    ["cap_add: [BPF, CHOWN]", "cap_add: [KILL, CHOWN]", ({ capAdd }) => values(capAdd), ["BPF", "CHOWN", "KILL"]],
    ["dns: 1.1.1.1", "dns: 9.9.9.9", ({ dns }) => values(dns), ["1.1.1.1", "9.9.9.9"]],
    ["security_opt: [a]", "security_opt: [b, a]", ({ securityOpt }) => values(securityOpt), ["a", "b", "a"]],
    ["links: [one, two]", "links: [two=alias]", ({ links }) => values(links), ["one", "two=alias"]],
    ["expose: ['80']", "expose: [80, 81]", ({ expose }) => values(expose), ["80", "81"]],
    ["profiles: [a]", "profiles: [b, a]", ({ profiles }) => values(profiles), ["a", "b"]],
    ["tmpfs: /run:size=1", "tmpfs: [/run:size=2, /tmp]", ({ tmpfs }) => values(tmpfs), ["/run:size=2", "/tmp"]],
    ["tmpfs: /run", "tmpfs: /tmp", ({ tmpfs }) => values(tmpfs), ["/run", "/tmp"]],
    ["env_file: a.env", "env_file: b.env", ({ envFiles }) => values(envFiles), ["file:///p/a.env", "file:///p/b.env"]],
    [
      "env_file: a.env",
      "env_file: [b.env, {path: ./a.env, required: false}]",
      ({ envFiles }) => values(envFiles),
      ["file:///p/a.env", "file:///p/b.env"],
    ],
    [
      "environment: {A: 1}",
      "environment: [B=2, E=, A=3]",
      ({ environment }) => record(environment),
      { A: "3", B: "2", E: "" },
    ],
    [
      "environment: [A=1]",
      "environment: {B: null, C: 2}",
      ({ environment }) => record(environment),
      { A: "1", B: "?", C: "2" },
    ],
    [
      "environment: [A=1, C=$X]",
      "environment: ['A=${B}']",
      ({ environment }) => record(environment),
      { A: "?", C: "?" },
    ],
    ["labels: [a=1, b]", "labels: {a: x=y}", ({ labels }) => record(labels), { a: "x=y", b: "" }],
    ["sysctls: [a=1, b=2]", "sysctls: {a: 3}", ({ sysctls }) => record(sysctls), { a: "3", b: "2" }],
    [
      "build: {context: ., args: [A=1, B=2]}",
      "build: {args: {A: 3}}",
      ({ build }) => record(valueOf(build)?.args ?? new Map<string, Item<string>>()),
      { A: "3", B: "2" },
    ],
    [
      "extra_hosts: {a.test: 1.2.3.4}",
      "extra_hosts: ['b.test=::1', 'a.test:4.3.2.1']",
      ({ extraHosts }) => values(extraHosts),
      ["a.test:1.2.3.4", "b.test=::1", "a.test:4.3.2.1"],
    ],
    ["networks: [a, b]", "networks: {b: {aliases: [x]}, c: null}", ({ networks }) => values(networks), ["a", "b", "c"]],
    [
      "depends_on: {db: {condition: service_healthy}}",
      "depends_on: [cache]",
      ({ dependsOn }) => dependsOn.map(({ service, condition }) => [service, valueOf(condition)]),
      [
        ["db", "service_healthy"],
        ["cache", undefined],
      ],
    ],
    [
      "ulimits: {nofile: 10}",
      "ulimits: {nofile: {soft: 1, hard: 2}}",
      ({ ulimits }) => ulimits.get("nofile")?.state,
      "known",
    ],
    [
      "ulimits: {nofile: {soft: 1, hard: 2}, nproc: 5}",
      "ulimits: {nofile: {soft: 3}}",
      ({ ulimits }) => ["nofile", "nproc"].map((name) => ulimits.get(name)?.state),
      ["unreadable", "known"],
    ],
    [
      "build: ./app",
      "build: {target: dev, args: {A: 1}}",
      ({ build }) => [valueOf(build)?.context, valueOf(build)?.target].map((fact) => fact && valueOf(fact)),
      ["file:///p/app", "dev"],
    ],
    ["command: [a]", "command: null", ({ command }) => command.state, "unset"],
    ["entrypoint: a", "entrypoint:", ({ entrypoint }) => entrypoint.state, "unset"],
    ["command: [a, b]", "command: [c]", ({ command }) => valueOf(command)?.arguments.map(({ value }) => value), ["c"]],
    [
      "healthcheck: {test: [CMD, a, b]}",
      "healthcheck: {test: [NONE]}",
      ({ healthcheck }) => valueOf(healthcheck),
      "none",
    ],
    ["image: a", "image: null", ({ image }) => valueOf(image), "a"],
    [
      "deploy: {resources: {limits: {memory: 1g, cpus: 1}}}",
      "deploy: {resources: {limits: {cpus: 2}}}",
      ({ deploy }) => [deploy.limits.memory, deploy.limits.cpus].map(valueOf),
      [1024 ** 3, 2],
    ],
    // Tags.
    ["environment: {A: 1, B: 2}", "environment: {A: !reset }", ({ environment }) => record(environment), { B: "2" }],
    [
      "build: {context: ., target: x}",
      "build: !reset\nimage: y",
      ({ build, image }) => [build.state, valueOf(image)],
      ["unset", "y"],
    ],
    ["ports: ['80:80']", "ports: !override ['81:81']", ports, ["81 81 tcp"]],
    ["environment: {A: 1}", "environment: !override {B: 2}", ({ environment }) => record(environment), { B: "2" }],
    ["volumes: [va:/x]", "volumes: [!reset vb:/y, vc:/z]", mounts, ["va:/x", "vc:/z"]],
    [
      "deploy: {mode: global}",
      "deploy: {mode: !reset null, replicas: 2}",
      ({ deploy }) => [deploy.mode.state, valueOf(deploy.replicas)],
      ["unset", 2],
    ],
  ];
  for (const [base, over, read, expected] of cases) {
    it(`${JSON.stringify(base)} under ${JSON.stringify(over)}`, () => {
      assert.deepEqual(read(merged(base, over)), expected);
    });
  }

  it("lose through an anchor what it resets", () => {
    const { services } = compose({
      "compose.yaml": "services:\n  a: {image: x, ports: ['1:1']}\n  b: {image: y, ports: ['2:2']}\n",
      "compose.override.yaml":
        "x-inner: &inner\n  ports: !reset []\nx-outer: &outer\n  <<: *inner\nservices:\n  a:\n    <<: *outer\n  b: *outer\n",
    });
    assert.deepEqual(
      services.map(({ ports: fact }) => fact.state),
      ["unset", "unset"],
    );
  });
});

describe("settings of a Compose service in one file", () => {
  it("count once where docker compose takes them for the same", () => {
    const service = withSettings(
      "ports: ['80:80', '81:81', '80:80/tcp']\nvolumes: [va:/x, vb:/y, './c:/x']\ncap_add: [A, A]",
    );
    assert.deepEqual(ports(service), ["80 80 tcp", "81 81 tcp"]);
    assert.deepEqual(mounts(service), ["./c:/x", "vb:/y"]);
    assert.deepEqual(values(service.capAdd), ["A"]);
  });

  it("are not there under !reset", () => {
    const service = withSettings("privileged: !reset true\nenvironment: {A: !reset 1, B: 2}\nnetworks: {n: !reset {}}");
    assert.equal(service.privileged.state, "unset");
    assert.deepEqual(record(service.environment), { B: "2" });
    assert.deepEqual(values(service.networks), []);
  });
});

describe("a Compose service that extends another", () => {
  it("resets values of the other one", () => {
    const files = {
      "compose.yaml":
        "services:\n  web:\n    extends: {file: base.yaml, service: app}\n    ports: !reset []\n    environment: {B: !reset }\n",
      "base.yaml": "services: {app: {image: x, ports: ['80:80'], environment: {A: 1, B: 2}}}",
    };
    const service = only(files);
    assert.deepEqual(
      [valueOf(service.image), service.ports.state, record(service.environment)],
      ["x", "unset", { A: "1" }],
    );
  });

  it("resets the same in a file below", () => {
    const { services } = compose({
      "compose.yaml": "services: {web: {ports: ['81:81'], image: y}}",
      "compose.override.yaml": "services:\n  app: {ports: ['80:80']}\n  web: {extends: app, ports: !reset []}\n",
    });
    assert.equal(services.find(({ name }) => name === "web")?.ports.state, "unset");
  });

  it("joins lists, and reads paths from the other file's folder", () => {
    const files = {
      "compose.yaml":
        "services:\n  web:\n    extends: {file: sub/base.yaml, service: app}\n    ports: ['81:81', '80:80']\n    env_file: b.env\n",
      "sub/base.yaml": "services: {app: {build: ., ports: ['80:80'], env_file: [a.env]}}",
    };
    const service = only(files);
    const build = valueOf(service.build);
    assert.deepEqual(ports(service), ["80 80 tcp", "81 81 tcp"]);
    assert.deepEqual(values(service.envFiles), ["file:///p/sub/a.env", "file:///p/b.env"]);
    assert.equal(build && valueOf(build.context), "file:///p/sub");
  });

  it("may find it in an included file", () => {
    const { services } = compose({
      "compose.yaml": "include: [a.yaml]\nservices: {web: {extends: base, user: own}}",
      "a.yaml": "services: {base: {image: a, user: a}}",
    });
    const web = services.find(({ name }) => name === "web");
    assert.deepEqual(web && [web.image, web.user].map(valueOf), ["a", "own"]);
    assert.equal(web?.complete, true);
  });

  it("has the last word over what it includes, and earlier included files over later ones", () => {
    const { services } = compose({
      "compose.yaml": "include: [a.yaml, b.yaml]\nservices: {web: {user: own}}",
      "a.yaml": "services: {web: {image: a, user: a}}",
      "b.yaml": "services: {web: {image: b, hostname: b}}",
    });
    const [web] = services;
    assert(web);
    assert.deepEqual([web.image, web.user, web.hostname].map(valueOf), ["a", "own", "b"]);
  });
});

describe("mounts of a Compose service", () => {
  const text =
    "services:\n  web:\n    volumes: [own:/x]\n    volumes_from: [data:ro, 'container:old', gone]\n  data:\n    volumes: ['/srv:/srv', 'va:/x']\n";
  const [web] = compose(text).services;

  it("are those of other services too, unless its own have the same target", () => {
    assert(web);
    assert.deepEqual(mounts(web), ["own:/x", "/srv:/srv:ro"]);
    const taken = knownItems(web.mounts)[1];
    assert.deepEqual([textAt(text, taken?.at), textAt(text, taken?.origin)], ["data:ro", "'/srv:/srv'"]);
  });

  it("are unreadable if an unknown part may add more", () => {
    assert(web?.mounts.state === "known");
    assert.deepEqual(
      web.mounts.value.filter(({ state }) => state === "unreadable").map(({ at }) => textAt(text, at)),
      ["data:ro", "'container:old'", "gone"],
    );
    assert.equal(withSettings("volumes_from: [x]").mounts.state, "known");
    assert.equal(withSettings("volumes_from: ${X}").mounts.state, "unreadable");
  });

  it("may be taken from a service that takes them itself", () => {
    const { services } = compose(
      "services:\n  a: {image: x, volumes_from: [b]}\n  b: {image: x, volumes_from: [c]}\n  c: {image: x, volumes: [vv:/c]}\n",
    );
    assert.deepEqual(services.map(mounts), [["vv:/c"], ["vv:/c"], ["vv:/c"]]);
  });

  it("may be taken in a circle", () => {
    const { services } = compose(
      "services:\n  a: {volumes: [vv:/a], volumes_from: [b, a]}\n  b: {volumes: [vw:/b], volumes_from: [a]}\n",
    );
    assert.deepEqual(services.map(mounts), [
      ["vv:/a", "vw:/b"],
      ["vw:/b", "vv:/a"],
    ]);
  });
});

describe("variables of a Compose service in a list", () => {
  it("know where the value is written", () => {
    const files = {
      "compose.yaml":
        "x-env: &env [S=shared]\nservices:\n  web:\n    environment:\n      - A=${A:-one}\n      - B=$B\n      - C=x$B\n    labels: *env\n",
      ".env": "B=two\n",
    };
    const { environment, labels } = only(files);
    const origin = (item: Item<string> | undefined) => textAt(files, item?.state === "known" ? item.origin : undefined);
    assert.deepEqual(
      ["A", "B", "C"].map((name) => [record(environment)[name], origin(environment.get(name))]),
      [
        ["one", "one"],
        ["two", ".env: two"],
        ["xtwo", undefined],
      ],
    );
    assert.equal(origin(labels.get("S")), "shared");
  });
});
