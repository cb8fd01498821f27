import assert from "node:assert/strict";
import { writtenPart } from "../../../../server/src/engine/model/partialText.ts";
import { readDockerRun } from "../../../../server/src/engine/formats/shell/dockerRun.ts";
import type { Fact, Item } from "../../../../server/src/engine/model/fact.ts";
import type { Service } from "../../../../server/src/engine/model/service.ts";
import { read, words } from "./reading.ts";

function services(text: string): readonly Service[] {
  return read(text).commands.flatMap((command) => readDockerRun(command) ?? []);
}

function service(text: string): Service {
  const [first] = services(text);
  assert.ok(first, text);
  return first;
}

function show(fact: Fact<unknown>): unknown {
  if (fact.state !== "known") return fact.state;
  return Array.isArray(fact.value) ? fact.value.map((item: Item<unknown>) => show(item)) : fact.value;
}

/** Every fact that is not unset. */
function facts(text: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(service(text)) as [string, unknown][]) {
    if (value instanceof Map) {
      for (const [key, item] of value as Map<string, Item<unknown>>) found[`${name}.${key}`] = show(item);
    } else if (isFact(value) && value.state !== "unset") found[name] = show(value);
  }
  return found;
}

function isFact(value: unknown): value is Fact<unknown> {
  return typeof value === "object" && value !== null && "state" in value;
}

describe("docker run as a service", () => {
  const table: readonly (readonly [string, Record<string, unknown>])[] = [
    ["--privileged", { privileged: true }],
    ["--privileged=false", { privileged: false }],
    ["--privileged=$P", { privileged: "unreadable" }],
    ["-itd", { tty: true, stdinOpen: true }],
    ["--init --read-only", { init: true, readOnly: true }],
    [
      "--cap-add SYS_ADMIN --cap-add=NET_ADMIN --cap-drop ALL",
      { capAdd: ["SYS_ADMIN", "NET_ADMIN"], capDrop: ["ALL"] },
    ],
    ["--cap-add $C", { capAdd: ["unreadable"] }],
    ["--network host", { networkMode: "host" }],
    ["--net=container:db", { networkMode: "container:db" }],
    ["--net front --network name=back,alias=x", { networks: ["front", "back"] }],
    ["--network $N", { networkMode: "unreadable" }],
    [
      "--pid host --ipc=host --uts host --userns host --cgroupns host",
      { pid: "host", ipc: "host", uts: "host", usernsMode: "host", cgroup: "host" },
    ],
    ["--security-opt seccomp=unconfined", { securityOpt: ["seccomp=unconfined"] }],
    [
      "--runtime runsc --isolation hyperv --platform linux/arm64",
      { runtime: "runsc", isolation: "hyperv", platform: "linux/arm64" },
    ],
    [
      "-m 512m --memory-swap=-1 --memory-reservation 256m --shm-size 1g",
      { memLimit: 536_870_912, memswapLimit: -1, memReservation: 268_435_456, shmSize: 1_073_741_824 },
    ],
    ["-m512m --cpus 1.5 --pids-limit=100", { memLimit: 536_870_912, cpus: 1.5, pidsLimit: 100 }],
    ["-m lots", { memLimit: "unreadable" }],
    ["-m 1g -m 2g", { memLimit: 2_147_483_648 }],
    ["--oom-kill-disable --oom-score-adj -500", { oomKillDisable: true, oomScoreAdj: -500 }],
    [
      "--ulimit nofile=1:2 --ulimit memlock=-1",
      { "ulimits.nofile": { soft: 1, hard: 2 }, "ulimits.memlock": { soft: -1, hard: -1 } },
    ],
    ["--sysctl net.ipv4.ip_forward=1", { "sysctls.net.ipv4.ip_forward": "1" }],
    [
      "-e A=1 -eB --env=C=a=b -e D=$X",
      { "environment.A": "1", "environment.B": "unreadable", "environment.C": "a=b", "environment.D": "unreadable" },
    ],
    ["-l a=b", { "labels.a": "b" }],
    ["--env-file .env", { envFiles: ["unreadable"] }],
    [
      "-u 1000:1000 -w /x -h web --restart unless-stopped --stop-signal SIGINT --stop-timeout 30",
      {
        user: "1000:1000",
        workingDir: "/x",
        hostname: "web",
        restart: "unless-stopped",
        stopSignal: "SIGINT",
        stopGracePeriod: 30,
      },
    ],
    ["--tmpfs /run --device-cgroup-rule 'c 1:3 rwm'", { tmpfs: ["/run"], deviceCgroupRules: ["c 1:3 rwm"] }],
    [
      "--device /dev/kvm",
      { devices: [{ host: "/dev/kvm", container: "/dev/kvm", permissions: undefined, cdi: false }] },
    ],
    ["-p80:80", { ports: [{ target: "80", published: "80", hostIp: undefined, protocol: "tcp" }] }],
    [
      '-p "$PORT:80"',
      { ports: [{ target: "80", published: { written: "$PORT" }, hostIp: undefined, protocol: "tcp" }] },
    ],
    ["-p $PORTS", { ports: ["unreadable"] }],
    ["-P --rm --pull always --log-opt a=b", {}],
    ["--name x --group-add docker --dns 1.1.1.1", { containerName: "x", groupAdd: ["docker"], dns: ["1.1.1.1"] }],
    ["--gpus all", { gpus: [{ driver: undefined, capabilities: ["gpu"] }] }],
    ["--cpu-period 50000 --cpu-quota=25000", { cpuPeriod: 50000, cpuQuota: 25000 }],
    ["--cpuset-cpus 0-2 --network-alias db", { cpuset: "0-2", networkAliases: ["db"] }],
    ["--use-api-socket", { useApiSocket: true }],
    ["--no-healthcheck", { healthcheck: "none" }],
    ["--unknown=1", {}],
  ];
  for (const [options, expected] of table) {
    it(`reads ${options}`, () => {
      assert.deepEqual(facts(`docker run ${options} alpine`), { ...expected, image: "alpine" });
    });
  }

  const mounts: readonly (readonly [string, string])[] = [
    ["-v /a:/b:ro", "bind /a /b ro"],
    ["-v data:/b", "volume data /b"],
    ["--mount type=bind,source=/a,target=/b", "bind /a /b"],
    ['-v "$PWD":/b', "bind $PWD /b"],
    ["-v $(pwd)/x:/b:ro", "bind $(pwd)/x /b ro"],
    [
      '-v "${XDG_RUNTIME_DIR}/docker.sock:/var/run/docker.sock"',
      "bind ${XDG_RUNTIME_DIR}/docker.sock /var/run/docker.sock",
    ],
    ["-v ~/.ssh:/root/.ssh", "bind ~/.ssh /root/.ssh"],
    ['--mount type=bind,src="$HOME",dst=/h', "bind $HOME /h"],
    ["-v $NAME:/b", "? $NAME /b"],
    ["-v $PWD:$PWD", "bind $PWD $PWD"],
    ["-v data:/b:$MODE", "volume data /b mode?"],
    ["-v $X", "unreadable"],
    ["--mount type=$T,target=/b", "unreadable"],
  ];
  for (const [options, expected] of mounts) {
    it(`reads ${options}`, () => {
      const fact = service(`docker run ${options} alpine`).mounts;
      assert.ok(fact.state === "known");
      const shown = fact.value.map((item) => {
        if (item.state !== "known") return item.state;
        const { type, source, target, readOnly } = item.value;
        const mode = readOnly === undefined ? ["mode?"] : readOnly ? ["ro"] : [];
        return [type ?? "?", writtenPart(source ?? "-"), writtenPart(target), ...mode].join(" ");
      });
      assert.deepEqual(shown, [expected]);
    });
  }

  const programs: readonly (readonly [string, string | undefined])[] = [
    ["docker run -d nginx:1.2", "nginx nginx:1.2"],
    ["docker run --name web nginx", "web nginx"],
    ["docker create registry.io:5000/team/app:1.2", "app registry.io:5000/team/app:1.2"],
    ["docker container run redis@sha256:abc", "redis redis@sha256:abc"],
    ["podman run --tls-verify=false alpine", "alpine alpine"],
    ["docker --context x -H tcp://y run alpine", "alpine alpine"],
    ["sudo docker run alpine", "alpine alpine"],
    ["docker compose -f a.yml run --rm -T web npm test", "web ?"],
    ["docker-compose run -e A=1 web", "web ?"],
    ['docker run "$IMAGE" x', "container ?"],
    ["docker run", "container ?"],
    ["docker ps", undefined],
    ["docker build .", undefined],
    ["docker compose up", undefined],
    ["nginx run", undefined],
    ["docker $X run alpine", undefined],
  ];
  for (const [text, expected] of programs) {
    it(`knows whether ${text} starts a container`, () => {
      const [found] = services(text);
      assert.equal(
        found && `${found.name} ${String(found.image.state === "known" ? found.image.value : "?")}`,
        expected,
      );
    });
  }

  it("is not complete when options are hidden or not known", () => {
    const complete: readonly (readonly [string, boolean])[] = [
      ["docker run --rm alpine", true],
      ['docker run "$IMAGE" npm test', true],
      ["docker run $IMAGE", true],
      ["docker run $OPTS alpine npm test", false],
      ['docker run "$@" alpine', false],
      ['docker run "${args[@]}" alpine', false],
      ["docker run --brand-new x alpine", false],
      ["docker run --volumes-from db alpine", false],
      ["docker compose run web", false],
    ];
    for (const [text, expected] of complete) assert.equal(service(text).complete, expected, text);
  });

  it("reads what runs in the container, shells opened", () => {
    const { command, entrypoint, healthcheck } = service(
      'docker run --entrypoint tini --health-cmd "curl x || exit 1" alpine sh -c "a && b"',
    );
    assert.ok(command.state === "known" && entrypoint.state === "known" && healthcheck.state === "known");
    assert.deepEqual(
      command.value.commands.map((each) => words(each.words)),
      ["a", "b"],
    );
    assert.equal(words(entrypoint.value.arguments), "tini");
    assert.ok(healthcheck.value !== "none");
    assert.equal(words(healthcheck.value.commands[0]?.words ?? []), "curl x");
  });

  it("knows the place of values, of options with their values, and of what is absent", () => {
    const text = "sudo «docker» run «--memory=«512m»» «-p«80:80»» «-e A=«1»» «alpine» «sh x»";
    const { commands, source } = read(text.replace(/[«»]/g, ""));
    const found = commands[0] && readDockerRun(commands[0]);
    assert.ok(found);
    const slice = (at: Service["at"] | undefined): string => (at ? source.slice(at.range) : "");
    assert.ok(found.memLimit.state === "known" && found.ports.state === "known" && found.command.state === "known");
    assert.deepEqual(
      [found.at, found.memLimit.at, found.memLimit.entry, found.ports.value[0]?.at, found.ports.value[0]?.entry].map(
        slice,
      ),
      ["docker", "512m", "--memory=512m", "80:80", "-p80:80"],
    );
    assert.deepEqual(
      [found.image.at, found.command.at, found.environment.get("A")?.at, found.privileged.at].map(slice),
      ["alpine", "sh x", "1", "docker"],
    );
    assert.equal(slice(found.environment.get("A")?.entry), "-e A=1");
    assert.equal(slice(found.entry), "docker run --memory=512m -p80:80 -e A=1 alpine sh x");
  });
});
