import assert from "node:assert/strict";
import { dataDate } from "../../../server/src/engine/knowledge/dataDate.ts";
import {
  endOfLifeOf,
  isEndOfLife,
  lifeCycles,
  productEndOfLife,
  successorOf,
} from "../../../server/src/engine/knowledge/endOfLife/endOfLife.ts";
import { imageFacts, knownRepositories } from "../../../server/src/engine/knowledge/images/imageFacts.ts";
import { families } from "../../../server/src/engine/knowledge/images/family.ts";

describe("endOfLifeOf", () => {
  const judged: readonly (readonly [string, string, boolean])[] = [
    ["debian", "10", true],
    ["debian", "11", true],
    ["debian", "12", false],
    ["ubuntu", "20.04", true],
    ["ubuntu", "22.04", false],
    ["ubuntu", "24.10", true],
    ["alpine", "3.20", true],
    ["alpine", "3.22", false],
    ["amazonlinux", "2", true],
    ["amazonlinux", "2023", false],
    ["centos", "7", true],
    ["centos", "stream9", false],
    ["rockylinux", "8", false],
    ["windows-servercore", "ltsc2022", false],
    ["windows-nanoserver", "1903", true],
    ["windows-nanoserver", "1809", false],
  ];
  for (const [family, version, ended] of judged) {
    it(`takes ${family} ${version} for ${ended ? "ended" : "maintained"} on the data date`, () => {
      assert.equal(isEndOfLife(endOfLifeOf(family, version), dataDate), ended);
    });
  }

  it("has Ubuntu's own dates, not rounded ones", () => {
    for (const [version, until] of [
      ["26.04", "2031-05-29"],
      ["22.04", "2027-06-01"],
      ["20.04", "2025-05-29"],
      ["23.04", "2024-01-25"],
      ["19.10", "2020-07-17"],
    ] as const)
      assert.equal(endOfLifeOf("ubuntu", version)?.until, until, version);
  });

  it("counts long-term support of Debian and only standard support of Ubuntu", () => {
    assert.equal(endOfLifeOf("debian", "12")?.until, "2028-06-30");
    assert.equal(endOfLifeOf("ubuntu", "20.04")?.until, "2025-05-29");
  });

  it("counts the last day of maintenance as maintained", () => {
    const life = endOfLifeOf("debian", "10");
    assert.deepEqual(
      ["2024-06-29", "2024-06-30", "2024-07-01"].map((day) => isEndOfLife(life, day)),
      [false, false, true],
    );
  });

  it("has one date for a release of Windows, whatever the image or box calls it", () => {
    for (const [family, version] of [
      ["windows-servercore", "ltsc2025"],
      ["windows-nanoserver", "ltsc2025"],
      ["windows-server", "ltsc2025"],
      ["windows-server", "2025"],
    ] as const)
      assert.equal(endOfLifeOf(family, version)?.until, "2034-11-14", `${family} ${version}`);
    assert.equal(endOfLifeOf("windows-nanoserver", "sac2016")?.until, "2018-10-09");
  });

  it("returns nothing for names outside the table", () => {
    assert.equal(endOfLifeOf("debian", undefined), undefined);
    assert.equal(endOfLifeOf("debian", "99"), undefined);
    assert.equal(endOfLifeOf("plan9", "4"), undefined);
    assert.equal(isEndOfLife(undefined, dataDate), false);
  });
});

describe("productEndOfLife", () => {
  it("finds the line that a full version belongs to", () => {
    assert.equal(productEndOfLife("python", "3.8.10")?.version, "3.8");
    assert.equal(productEndOfLife("node", "20.11.0")?.version, "20");
    assert.equal(productEndOfLife("dotnet", "8.0")?.version, "8");
    assert.equal(productEndOfLife("python", "3"), undefined);
  });

  const ended: readonly (readonly [image: string, ended: boolean | undefined])[] = [
    ["node:8.2.1-alpine", true],
    ["node:22-alpine", false],
    ["nginx:1.21.0-alpine", true],
    ["nginx:1.30", false],
    ["nginxinc/nginx-unprivileged:1.27", true],
    ["httpd:2.2", true],
    ["httpd:2.4-alpine", false],
    ["python:2.7", true],
    ["postgres:9.6", true],
    ["php:7.4-fpm", true],
    ["ruby:2.7-slim", true],
    ["golang:1.20", true],
    ["openjdk:8-jdk-alpine", true],
    ["openjdk:17", true],
    ["eclipse-temurin:17-jre", false],
    ["eclipse-temurin:22", true],
    ["gradle:6-jdk11", true],
    ["gradle:8-jdk17", false],
    ["maven:3.6-jdk-11", undefined],
    ["maven:3.9-eclipse-temurin-17", false],
    ["maven:3.8.6-eclipse-temurin-17", true],
    ["tomcat:8.5", true],
    ["redis:6.0", true],
    ["haproxy:2.9-alpine", true],
    ["docker:20.10-dind", true],
    ["node:lts", undefined],
    ["nginx:stable-alpine", undefined],
    ["python:3", undefined],
  ];
  for (const [image, expected] of ended) {
    it(`takes ${image} for ${expected === undefined ? "unknown" : expected ? "ended" : "maintained"}`, () => {
      const product = imageFacts(image)?.product;
      const life = product && productEndOfLife(product.name, product.version);
      assert.equal(life && isEndOfLife(life, dataDate), expected);
    });
  }

  it("holds every product that the image table names", () => {
    const names = lifeCycles.map(({ name }) => name);
    for (const { name, product } of knownRepositories)
      if (product !== undefined) assert.ok(names.includes(product), `${name}: ${product}`);
  });

  it("judges them on the data date", () => {
    assert.equal(isEndOfLife(productEndOfLife("node", "20"), dataDate), true);
    assert.equal(isEndOfLife(productEndOfLife("node", "22"), dataDate), false);
    assert.equal(isEndOfLife(productEndOfLife("python", "3.8"), dataDate), true);
  });
});

describe("successorOf", () => {
  it("suggests the oldest release that lasts another year", () => {
    assert.equal(successorOf("debian", "10", dataDate)?.version, "12");
    assert.equal(successorOf("ubuntu", "20.04", dataDate)?.version, "24.04");
    assert.equal(successorOf("node", "18", dataDate)?.version, "24");
  });

  it("counts a release that ends on the day, or exactly a year after it", () => {
    assert.equal(successorOf("debian", "11", "2027-06-30")?.version, "12");
    assert.equal(successorOf("debian", "11", "2027-07-01")?.version, "13");
    assert.equal(successorOf("debian", "12", "2030-06-30")?.version, "13");
    assert.equal(successorOf("debian", "12", "2030-07-01"), undefined);
  });

  it("never suggests a release without long-term support", () => {
    for (const { name, releases } of lifeCycles) {
      for (const { version } of releases) {
        const successor = successorOf(name, version, dataDate);
        if (successor !== undefined) assert.equal(successor.longTerm, true, `${name} ${version}`);
      }
    }
  });

  it("leaves the distribution only where its line ended", () => {
    assert.equal(successorOf("centos", "7", dataDate)?.name, "almalinux");
    assert.equal(successorOf("windows-nanoserver", "1903", dataDate)?.version, "ltsc2022");
    assert.equal(successorOf("centos", "stream8", dataDate)?.version, "stream10");
  });
});

describe("life cycles", () => {
  it("hold valid days, unique versions and https sources", () => {
    for (const { name, source, releases } of lifeCycles) {
      assert.match(source, /^https:\/\/\S+$/, name);
      const versions = releases.map(({ version }) => version);
      assert.equal(new Set(versions).size, versions.length, name);
      for (const { until } of releases) {
        if (until === undefined) continue;
        assert.equal(new Date(`${until}T00:00:00Z`).toISOString().slice(0, 10), until, name);
      }
    }
    const names = lifeCycles.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });

  it("name distributions as the image table does", () => {
    const known = new Set<string>(families.map(({ family }) => family));
    for (const name of ["debian", "ubuntu", "alpine", "centos", "rhel", "fedora", "windows-servercore"])
      assert.ok(known.has(name));
  });
});
