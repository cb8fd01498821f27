import assert from "node:assert/strict";
import { knownItems, valueOf, type Fact, type Item, type ListFact } from "../../../../server/src/engine/model/fact.ts";
import type { Service } from "../../../../server/src/engine/model/service.ts";
import { only, textAt, withSettings } from "./reading.ts";

const values = <T>(list: ListFact<T>): readonly T[] => knownItems(list).map(({ value }) => value);
const record = (map: ReadonlyMap<string, Item<string>>): Record<string, string> =>
  Object.fromEntries([...map].map(([name, item]) => [name, item.state === "known" ? item.value : "?"]));

describe("facts of a Compose service", () => {
  const texts: readonly (readonly [string, (service: Service) => Fact<unknown>, unknown])[] = [
    ["image: nginx", (service) => service.image, "nginx"],
    ["image: 'nginx'", (service) => service.image, "nginx"],
    ["platform: linux/amd64", (service) => service.platform, "linux/amd64"],
    ["user: 1000", (service) => service.user, "1000"],
    ["user: '0:0'", (service) => service.user, "0:0"],
    ["working_dir: /x", (service) => service.workingDir, "/x"],
    ["restart: 'no'", (service) => service.restart, "no"],
    ["stop_signal: SIGINT", (service) => service.stopSignal, "SIGINT"],
    ["stop_grace_period: 1m30s", (service) => service.stopGracePeriod, 90],
    ["scale: 3", (service) => service.scale, 3],
    ["network_mode: host", (service) => service.networkMode, "host"],
    ["pid: host", (service) => service.pid, "host"],
    ["ipc: shareable", (service) => service.ipc, "shareable"],
    ["uts: host", (service) => service.uts, "host"],
    ["cgroup: private", (service) => service.cgroup, "private"],
    ["cgroup_parent: m", (service) => service.cgroupParent, "m"],
    ["userns_mode: host", (service) => service.usernsMode, "host"],
    ["isolation: hyperv", (service) => service.isolation, "hyperv"],
    ["runtime: runsc", (service) => service.runtime, "runsc"],
    ["hostname: h", (service) => service.hostname, "h"],
    ["mem_limit: 512m", (service) => service.memLimit, 512 * 1024 ** 2],
    ["mem_limit: 1000000", (service) => service.memLimit, 1_000_000],
    ["mem_reservation: 1gb", (service) => service.memReservation, 1024 ** 3],
    ["memswap_limit: -1", (service) => service.memswapLimit, -1],
    ["shm_size: '2gb'", (service) => service.shmSize, 2 * 1024 ** 3],
    ["cpus: 0.5", (service) => service.cpus, 0.5],
    ["cpus: '1.5'", (service) => service.cpus, 1.5],
    ["pids_limit: 100", (service) => service.pidsLimit, 100],
    ["oom_kill_disable: true", (service) => service.oomKillDisable, true],
    ["oom_score_adj: -500", (service) => service.oomScoreAdj, -500],
    ["deploy: {mode: global}", (service) => service.deploy.mode, "global"],
    ["deploy: {replicas: 2}", (service) => service.deploy.replicas, 2],
    ["deploy: {resources: {limits: {memory: 1G}}}", (service) => service.deploy.limits.memory, 1024 ** 3],
    ["deploy: {resources: {limits: {cpus: '0.25'}}}", (service) => service.deploy.limits.cpus, 0.25],
    ["deploy: {resources: {limits: {pids: 5}}}", (service) => service.deploy.limits.pids, 5],
    ["deploy: {resources: {reservations: {memory: 1k}}}", (service) => service.deploy.reservations.memory, 1024],
    [
      "deploy: {placement: {constraints: [node.platform.os == windows]}}",
      (service) => service.deploy.placement,
      { constraints: ["node.platform.os == windows"] },
    ],
  ];
  for (const [settings, read, value] of texts) {
    it(`read ${settings}`, () => {
      assert.deepEqual(valueOf(read(withSettings(settings))), value);
    });
  }

  for (const [written, value] of [
    ["true", true],
    ["yes", true],
    ["on", true],
    ["y", true],
    ['"yes"', true],
    ["'True'", true],
    ["false", false],
    ["no", false],
    ["Off", false],
    ["n", false],
  ] as const) {
    it(`take ${written} for the boolean ${String(value)}`, () => {
      const { privileged, readOnly } = withSettings(`privileged: ${written}\nread_only: ${written}`);
      assert.deepEqual([valueOf(privileged), valueOf(readOnly)], [value, value]);
    });
  }

  const unreadable: readonly (readonly [string, (service: Service) => Fact<unknown>])[] = [
    ["privileged: 1", (service) => service.privileged],
    ["privileged: ${P}", (service) => service.privileged],
    ["image: nginx:${TAG}", (service) => service.image],
    ["mem_limit: lots", (service) => service.memLimit],
    ["cap_add: ${CAPS}", (service) => service.capAdd],
    ["cap_add: *caps", (service) => service.capAdd],
    ["image: [a]", (service) => service.image],
    ["command: {a: b}", (service) => service.command],
    ["command: 'open \"quote'", (service) => service.command],
  ];
  for (const [settings, read] of unreadable) {
    it(`cannot read ${settings}`, () => {
      assert.equal(read(withSettings(settings)).state, "unreadable");
    });
  }

  it("are unset at the service's name when nothing or null is written", () => {
    const text = "services:\n  web:\n    image:\n    command: null\n";
    const service = only(text);
    for (const fact of [service.image, service.command, service.privileged, service.capAdd]) {
      assert.equal(fact.state, "unset");
      assert.equal(textAt(text, fact.at), "web");
    }
  });

  it("know the text of the value and of the whole entry", () => {
    const text =
      'services:\n  web:\n    privileged: "true" # c\n    cap_add: [SYS_ADMIN, "NET_ADMIN"]\n    ports:\n      - 80:80\n';
    const { privileged, capAdd, ports, entry, at } = only(text);
    assert.deepEqual(
      [textAt(text, privileged.at), privileged.state !== "unset" && textAt(text, privileged.entry)],
      ['"true"', 'privileged: "true"'],
    );
    assert.deepEqual(
      knownItems(capAdd).map((item) => [textAt(text, item.at), textAt(text, item.entry)]),
      [
        ["SYS_ADMIN", "SYS_ADMIN"],
        ['"NET_ADMIN"', '"NET_ADMIN"'],
      ],
    );
    assert.deepEqual(
      knownItems(ports).map((item) => [textAt(text, item.at), textAt(text, item.entry)]),
      [["80:80", "- 80:80"]],
    );
    assert.equal(textAt(text, at), "web");
    assert.equal(textAt(text, entry), text.slice(text.indexOf("web"), -1));
  });

  it("read environment, labels and sysctls as list and as mapping", () => {
    for (const key of ["environment", "labels", "sysctls"] as const) {
      assert.deepEqual(record(withSettings(`${key}:\n  - A=1\n  - B=x=y\n  - "C="`)[key]), { A: "1", B: "x=y", C: "" });
      assert.deepEqual(record(withSettings(`${key}: {A: 1, B: "x=y", C: yes}`)[key]), { A: "1", B: "x=y", C: "yes" });
    }
    assert.deepEqual(record(withSettings("environment: [A, B=$X]").environment), { A: "?", B: "?" });
    assert.deepEqual(record(withSettings("environment: {A: , B: 1}").environment), { A: "?", B: "1" });
  });

  it("place the value of NAME=value after the sign", () => {
    const text = "services:\n  web:\n    environment:\n      - 'A=one two'\n      - B=${X:-three}\n";
    const items = [...only(text).environment.values()];
    assert.deepEqual(
      items.map((item) => textAt(text, item.at)),
      ["one two", "${X:-three}"],
    );
  });

  it("read ports of both syntaxes", () => {
    const { ports } = withSettings(
      "ports:\n  - 80\n  - 127.0.0.1:8080:80/udp\n  - {target: 5, published: '6', host_ip: '::1', protocol: tcp}\n  - target: 7\n  - nonsense",
    );
    assert.deepEqual(values(ports), [
      { target: "80", published: undefined, hostIp: undefined, protocol: "tcp" },
      { target: "80", published: "8080", hostIp: "127.0.0.1", protocol: "udp" },
      { target: "5", published: "6", hostIp: "::1", protocol: "tcp" },
      { target: "7", published: undefined, hostIp: undefined, protocol: "tcp" },
    ]);
    assert.equal(ports.state === "known" && ports.value.at(-1)?.state, "unreadable");
  });

  it("keep the known parts of ports", () => {
    const { ports } = withSettings(
      "ports:\n  - '${WEB}:8085'\n  - 127.0.0.1:${WEB}:80\n  - '${IP}:8080:80'\n  - '${BIND}8080:80'\n  - 8080:${IN:-80}\n  - 8080:${IN}/udp\n  - '${ALL}'\n  - {target: 80, published: '${WEB}', host_ip: '${IP}'}\n  - web${X}:80",
    );
    const protocol = "tcp";
    const WEB = { written: "${WEB}" };
    const IP = { written: "${IP}" };
    assert.deepEqual(values(ports), [
      { target: "8085", published: WEB, hostIp: undefined, protocol },
      { target: "80", published: WEB, hostIp: "127.0.0.1", protocol },
      { target: "80", published: "8080", hostIp: IP, protocol },
      { target: "80", published: { written: "${BIND}8080" }, hostIp: { written: "${BIND}8080" }, protocol },
      { target: "80", published: "8080", hostIp: undefined, protocol },
      { target: { written: "${IN}" }, published: "8080", hostIp: undefined, protocol: "udp" },
      { target: "80", published: WEB, hostIp: IP, protocol },
    ]);
    assert.deepEqual(ports.state === "known" && ports.value.map(({ state }) => state === "unreadable"), [
      ...[false, false, false, false, false, false],
      true,
      false,
      true,
    ]);
  });

  it("keep the known parts of volumes", () => {
    const { mounts } = withSettings(
      "volumes:\n  - ${DATA}:/var/lib/mysql\n  - ${HOME}/x:/x:ro\n  - ./${SUB}:/s\n  - data_${ENV}:/d\n  - ./a:/a:${MODE}\n  - ${ALL}\n  - {type: bind, source: '${DATA}', target: /t}\n  - {type: '${TYPE}', source: s, target: /u, read_only: true}\n  - {type: bind, source: s, target: '${T}', read_only: '${RO}'}",
    );
    const options: readonly string[] = [];
    assert.deepEqual(values(mounts), [
      { type: undefined, source: { written: "${DATA}" }, target: "/var/lib/mysql", readOnly: false, options },
      { type: "bind", source: { written: "${HOME}/x" }, target: "/x", readOnly: true, options: ["ro"] },
      { type: "bind", source: { written: "./${SUB}" }, target: "/s", readOnly: false, options },
      { type: "volume", source: { written: "data_${ENV}" }, target: "/d", readOnly: false, options },
      { type: "bind", source: "./a", target: "/a", readOnly: undefined, options },
      { type: "bind", source: { written: "${DATA}" }, target: "/t", readOnly: false, options },
      { type: undefined, source: "s", target: "/u", readOnly: true, options },
      { type: "bind", source: "s", target: { written: "${T}" }, readOnly: undefined, options },
    ]);
  });

  it("read volumes of both syntaxes", () => {
    const { mounts } = withSettings(
      "volumes:\n  - data:/d\n  - ./a:/b:ro,z\n  - {type: bind, source: /s, target: /t, read_only: yes, bind: {propagation: rshared}}\n  - {type: tmpfs, target: /x}\n  - {type: volume, source: v, target: /v, volume: {nocopy: true}}\n  - {type: bind, source: /s, target: /w, bind: {create_host_path: false}}",
    );
    assert.deepEqual(values(mounts), [
      { type: "volume", source: "data", target: "/d", readOnly: false, options: [] },
      { type: "bind", source: "./a", target: "/b", readOnly: true, options: ["ro", "z"] },
      { type: "bind", source: "/s", target: "/t", readOnly: true, options: ["rshared"] },
      { type: "tmpfs", source: undefined, target: "/x", readOnly: false, options: [] },
      { type: "volume", source: "v", target: "/v", readOnly: false, options: ["nocopy"] },
      { type: "bind", source: "/s", target: "/w", readOnly: false, options: ["create_host_path=false"] },
    ]);
  });

  it("read devices, ulimits, one text as a list, and named networks", () => {
    const service = withSettings(
      "devices:\n  - /dev/kvm\n  - {source: /dev/a, target: /dev/b, permissions: r}\n  - nvidia.com/gpu=all\nulimits: {nofile: 10, nproc: {soft: 1, hard: 2}}\ntmpfs: /run\nenv_file: .env.web\nnetworks: {front: {}, back: }\nextra_hosts: {a: 1.1.1.1}",
    );
    assert.deepEqual(values(service.devices), [
      { host: "/dev/kvm", container: "/dev/kvm", permissions: undefined, cdi: false },
      { host: "/dev/a", container: "/dev/b", permissions: "r", cdi: false },
      { host: "nvidia.com/gpu=all", container: "nvidia.com/gpu=all", permissions: undefined, cdi: true },
    ]);
    assert.deepEqual(
      [...service.ulimits].map(([name, item]) => [name, valueOf(item)]),
      [
        ["nofile", { soft: 10, hard: 10 }],
        ["nproc", { soft: 1, hard: 2 }],
      ],
    );
    assert.deepEqual(values(service.tmpfs), ["/run"]);
    assert.deepEqual(values(service.envFiles), ["file:///p/.env.web"]);
    assert.deepEqual(values(service.networks), ["front", "back"]);
    assert.deepEqual(values(service.extraHosts), ["a:1.1.1.1"]);
  });

  it("read names, groups, processor quotas and name servers", () => {
    const service = withSettings(
      "container_name: db\nstdin_open: true\ngroup_add: [docker, 999]\ncpu_quota: 50000\ncpu_period: '100000'\ncpuset: 0-3\ndns: 1.1.1.1\nnetworks: {front: {aliases: [api, '${ALIAS}']}, back: }",
    );
    assert.equal(valueOf(service.containerName), "db");
    assert.equal(valueOf(service.stdinOpen), true);
    assert.deepEqual(values(service.groupAdd), ["docker", "999"]);
    assert.deepEqual([valueOf(service.cpuQuota), valueOf(service.cpuPeriod)], [50000, 100000]);
    assert.equal(valueOf(service.cpuset), "0-3");
    assert.deepEqual(values(service.dns), ["1.1.1.1"]);
    assert.deepEqual(values(service.networks), ["front", "back"]);
    assert.deepEqual(values(service.networkAliases), ["api"]);
    assert.equal(service.networkAliases.state === "known" && service.networkAliases.value[1]?.state, "unreadable");
    assert.equal(withSettings("networks: [front]").networkAliases.state, "unset");
  });

  it("read requests for devices", () => {
    const reserved = (devices: string) =>
      withSettings(`deploy: {resources: {reservations: {devices: ${devices}}}}`).deploy.reservations.devices;
    const gpu = { driver: undefined, capabilities: ["gpu"] };
    assert.deepEqual(values(withSettings("gpus: all").gpus), [gpu]);
    assert.deepEqual(values(withSettings("gpus: [{count: 1}, {driver: nvidia}]").gpus), [
      gpu,
      { ...gpu, driver: "nvidia" },
    ]);
    assert.equal(withSettings("gpus: ${GPUS}").gpus.state, "unreadable");
    assert.deepEqual(values(reserved("[{driver: cdi, device_ids: [vendor.com/a=b], capabilities: [tpu]}]")), [
      { driver: "cdi", capabilities: ["tpu"] },
    ]);
    assert.deepEqual(values(reserved("[{driver: '${DRIVER}', capabilities: [gpu]}, {capabilities: ['${C}']}]")), []);
    assert.equal(reserved("").state, "unset");
  });

  it("read dependencies as list and as mapping", () => {
    const list = withSettings("depends_on: [a]").dependsOn;
    const mapping = withSettings("depends_on: {a: {condition: service_healthy}}").dependsOn;
    assert.deepEqual([list[0]?.service, list[0]?.condition.state], ["a", "unset"]);
    assert.deepEqual([mapping[0]?.service, mapping[0] && valueOf(mapping[0].condition)], ["a", "service_healthy"]);
  });

  it("read declared intent", () => {
    assert.deepEqual(record(withSettings("x-bulkhead: {trust: untrusted, needs: [kernel, gpu]}").intent), {
      trust: "untrusted",
      needs: "kernel,gpu",
    });
  });
});

describe("the build of a Compose service", () => {
  const builds: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ["build: .", "file:///p", "file:///p/Dockerfile"],
    ["build: ./web/", "file:///p/web", "file:///p/web/Dockerfile"],
    ["build: {context: ../x, dockerfile: docker/D}", "file:///x", "file:///x/docker/D"],
    ["build: {dockerfile: D}", "file:///p", "file:///p/D"],
    ["build: {context: /abs}", "file:///abs", "file:///abs/Dockerfile"],
    ["build: {context: web, dockerfile: /abs/D}", "file:///p/web", "file:///abs/D"],
    ["build: {context: ., dockerfile_inline: FROM scratch}", "file:///p", undefined],
    ["build: https://github.com/a/b.git", undefined, undefined],
    ["build: git@github.com:a/b.git", undefined, undefined],
    ["build: ${DIR}", undefined, undefined],
    ["build: ${DIR:-app}", "file:///p/app", "file:///p/app/Dockerfile"],
  ];
  for (const [settings, context, dockerfile] of builds) {
    it(`is found for ${settings}`, () => {
      const build = valueOf(withSettings(settings).build);
      assert(build);
      assert.deepEqual([valueOf(build.context), valueOf(build.dockerfile)], [context, dockerfile]);
    });
  }

  it("has a target, arguments and platforms", () => {
    const build = valueOf(
      withSettings("build: {context: ., target: dev, args: [A=1, B], platforms: [linux/amd64]}").build,
    );
    assert(build);
    assert.equal(valueOf(build.target), "dev");
    assert.deepEqual(record(build.args), { A: "1", B: "?" });
    assert.deepEqual(values(build.platforms), ["linux/amd64"]);
  });
});
