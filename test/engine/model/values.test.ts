import assert from "node:assert/strict";
import fc from "fast-check";
import {
  parseBoolean,
  parseBytes,
  parseCpus,
  parseDevice,
  parseDuration,
  parseInteger,
  parseMount,
  parseMountFlag,
  parsePort,
  parseUlimit,
} from "../../../server/src/engine/model/values.ts";

describe("values of the container engine", () => {
  const bytes: readonly (readonly [string, number | undefined])[] = [
    ["0", 0],
    ["1024", 1024],
    ["10b", 10],
    ["64k", 65_536],
    ["64KB", 65_536],
    ["512m", 536_870_912],
    ["512M", 536_870_912],
    ["512MiB", 536_870_912],
    ["1.5g", 1_610_612_736],
    ["1 GB", 1_073_741_824],
    [".5g", 536_870_912],
    ["2t", 2_199_023_255_552],
    ["-1", -1],
    ["-2", undefined],
    ["", undefined],
    ["m", undefined],
    ["512x", undefined],
    ["512  m", undefined],
    ["512mm", undefined],
    ["50%", undefined],
    ["$MEM", undefined],
  ];
  for (const [text, expected] of bytes) {
    it(`reads ${JSON.stringify(text)} as ${String(expected)} bytes`, () => {
      assert.equal(parseBytes(text), expected);
    });
  }

  const durations: readonly (readonly [string, number | undefined])[] = [
    ["30s", 30],
    ["1m30s", 90],
    ["1h", 3600],
    ["500ms", 0.5],
    ["1.5m", 90],
    ["0", 0],
    ["0s", 0],
    ["1d", 86_400],
    ["-5s", -5],
    ["10", undefined],
    ["", undefined],
    ["s", undefined],
    ["1x", undefined],
    ["1m 30s", undefined],
  ];
  for (const [text, expected] of durations) {
    it(`reads ${JSON.stringify(text)} as ${String(expected)} seconds`, () => {
      assert.equal(parseDuration(text), expected);
    });
  }

  it("reads numbers only when they are wholly numbers", () => {
    assert.equal(parseCpus("1.5"), 1.5);
    assert.equal(parseCpus(".25"), 0.25);
    assert.equal(parseCpus("1,5"), undefined);
    assert.equal(parseCpus(""), undefined);
    assert.equal(parseInteger("-1"), -1);
    assert.equal(parseInteger("1.0"), undefined);
    assert.equal(parseBoolean("TRUE"), true);
    assert.equal(parseBoolean("0"), false);
    assert.equal(parseBoolean("yes"), undefined);
  });

  const ports: readonly (readonly [string, string | undefined])[] = [
    ["80", " : 80/tcp"],
    ["8080:80", " :8080 80/tcp"],
    ["8080:80/udp", " :8080 80/udp"],
    ["127.0.0.1:8080:80", "127.0.0.1:8080 80/tcp"],
    ["127.0.0.1::80", "127.0.0.1: 80/tcp"],
    ["[::1]:8080:80", "::1:8080 80/tcp"],
    ["8000-8010:8000-8010/TCP", " :8000-8010 8000-8010/tcp"],
    ["fe80::1%eth0:80:80", "fe80::1%eth0:80 80/tcp"],
    ["localhost:80:80", undefined],
    ["80/icmp", undefined],
    ["http", undefined],
    ["8080:", undefined],
    ["70000", undefined],
    ["9-8", undefined],
    ["", undefined],
  ];
  for (const [text, expected] of ports) {
    it(`reads the port ${JSON.stringify(text)}`, () => {
      const port = parsePort(text);
      const shown = port && `${port.hostIp ?? " "}:${port.published ?? ""} ${port.target}/${port.protocol}`;
      assert.equal(shown?.trim(), expected?.trim());
    });
  }

  const mounts: readonly (readonly [string, string | undefined])[] = [
    ["/a:/b", "bind /a → /b"],
    ["/a:/b:ro", "bind /a → /b ro [ro]"],
    ["/a:/b:rw,z", "bind /a → /b [rw,z]"],
    ["./a:/b", "bind ./a → /b"],
    ["~/a:/b", "bind ~/a → /b"],
    ["data:/b", "volume data → /b"],
    ["/b", "volume ? → /b"],
    ["/b:ro", "volume ? → /b ro [ro]"],
    ["C:\\a:D:\\b", "bind C:\\a → D:\\b"],
    ["C:\\a:/b:ro", "bind C:\\a → /b ro [ro]"],
    ["C:/a:/b", "bind C:/a → /b"],
    [
      "\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine",
      "npipe \\\\.\\pipe\\docker_engine → \\\\.\\pipe\\docker_engine",
    ],
    ["/a:/b:ro:x", undefined],
    [":/b", undefined],
    ["/a:", undefined],
    ["", undefined],
  ];
  for (const [text, expected] of mounts) {
    it(`reads the mount ${JSON.stringify(text)}`, () => {
      assert.equal(showMount(parseMount(text)), expected);
    });
  }

  const longMounts: readonly (readonly [string, string | undefined])[] = [
    ["type=bind,source=/a,target=/b,readonly", "bind /a → /b ro"],
    ["type=bind,src=/a,dst=/b,bind-propagation=rshared", "bind /a → /b [bind-propagation=rshared]"],
    ["source=data,destination=/b", "volume data → /b"],
    ["type=tmpfs,target=/b,tmpfs-size=64m", "tmpfs ? → /b [tmpfs-size=64m]"],
    ["type=bind,source=/a,target=/b,readonly=false", "bind /a → /b"],
    ['type=bind,"source=/a,b",target=/b', "bind /a,b → /b"],
    ["type=magic,target=/b", undefined],
    ["type=bind,source=/a", undefined],
    ["", undefined],
  ];
  for (const [text, expected] of longMounts) {
    it(`reads the long mount ${JSON.stringify(text)}`, () => {
      assert.equal(showMount(parseMountFlag(text)), expected);
    });
  }

  const devices: readonly (readonly [string, string | undefined])[] = [
    ["/dev/kvm", "/dev/kvm → /dev/kvm"],
    ["/dev/sda:/dev/xvda:rwm", "/dev/sda → /dev/xvda rwm"],
    ["/dev/sda:/dev/xvda", "/dev/sda → /dev/xvda"],
    ["/dev/sda:r", "/dev/sda → /dev/sda r"],
    ["nvidia.com/gpu=all", "nvidia.com/gpu=all → nvidia.com/gpu=all cdi"],
    [
      "class/86E0D1E0-8089-11D0-9CE4-08003E301F73",
      "class/86E0D1E0-8089-11D0-9CE4-08003E301F73 → class/86E0D1E0-8089-11D0-9CE4-08003E301F73",
    ],
    ["/dev/sda:/dev/xvda:xyz", undefined],
    ["/dev/sda::r", undefined],
    ["", undefined],
  ];
  for (const [text, expected] of devices) {
    it(`reads the device ${JSON.stringify(text)}`, () => {
      const device = parseDevice(text);
      const shown =
        device &&
        [device.host, "→", device.container, device.permissions, device.cdi ? "cdi" : undefined]
          .filter(Boolean)
          .join(" ");
      assert.equal(shown, expected);
    });
  }

  it("answers any text, long ones too, without a throw", () => {
    const parsers = [
      parseBytes,
      parseDuration,
      parseCpus,
      parseInteger,
      parsePort,
      parseMount,
      parseMountFlag,
      parseDevice,
    ];
    const text = fc.array(fc.constantFrom(...'09.:,/-=+"\\aCbmro '), { maxLength: 40 }).map((all) => all.join(""));
    fc.assert(
      fc.property(text, fc.constantFrom(...parsers), (value, parse) => {
        const read = parse(value);
        assert.ok(read === undefined || typeof read === "object" || Number.isFinite(read), value);
      }),
    );
    for (const parse of parsers) assert.equal(parse(`${"9".repeat(50_000)}!:::`), undefined);
  });

  it("reads one or two limits of a ulimit", () => {
    assert.deepEqual(parseUlimit("1024"), { soft: 1024, hard: 1024 });
    assert.deepEqual(parseUlimit("1024:2048"), { soft: 1024, hard: 2048 });
    assert.deepEqual(parseUlimit("-1:-1"), { soft: -1, hard: -1 });
    assert.equal(parseUlimit("unlimited"), undefined);
    assert.equal(parseUlimit("1:2:3"), undefined);
  });
});

function showMount(mount: ReturnType<typeof parseMount>): string | undefined {
  if (mount === undefined) return undefined;
  const options = mount.options.length === 0 ? "" : ` [${mount.options.join(",")}]`;
  return `${mount.type} ${mount.source ?? "?"} → ${mount.target}${mount.readOnly ? " ro" : ""}${options}`;
}
