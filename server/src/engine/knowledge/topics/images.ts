import { costOf, lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

/** Images, and their contents. */
export const imageTopics: readonly Topic[] = [
  defineTopic({
    id: "userland",
    title: "An image is a userland without a kernel",
    settings: [
      "dockerfile:FROM",
      ...["apt", "apt-get", "apk", "dnf", "yum", "microdnf", "zypper"].map((name) => `command:${name}`),
    ],
    text: lines(
      "An image contains a distribution's programs and libraries. The kernel is the host's. Any Linux userland runs on any Linux kernel, none runs on a Windows kernel.",
      "- **Not found?** An image has only the package manager of its own distribution: no `apt-get` on Alpine, no `apk` on Debian, none at all in distroless images and scratch.",
      "- The **distribution** decides the package manager, the shell and the C library: Debian and Ubuntu have apt and glibc, Alpine has apk and musl, Red Hat has dnf and glibc.",
      "- A binary built for glibc does not run on musl. The error is *no such file or directory*, although the file exists.",
      "- **Size is not memory.** All containers of an image share its layers on disk and in memory. Each VM has its own disk and memory.",
      costOf("image"),
    ),
    sources: ["https://docs.docker.com/build/building/base-images/", "https://docs.docker.com/engine/storage/drivers/"],
  }),
  defineTopic({
    id: "platform",
    title: "platform: choosing an image, not a kernel",
    settings: ["dockerfile:FROM --platform"],
    text: lines(
      "`platform` selects a variant of the image. The kernel stays the host's: a Windows image needs a Windows kernel, a Linux image a Linux kernel.",
      "- Another **architecture** needs emulation (QEMU), which is several times slower and does not work for every program.",
      "- On macOS and Windows, Linux containers run in **Docker Desktop's VM**, a hidden virtual machine (WSL 2 or Hyper-V on Windows). Native Windows containers run on the Windows kernel. One engine runs one kind at a time.",
      costOf("start"),
      "- `exec format error` and *no matching manifest* are the usual signs.",
    ),
    sources: [
      "https://docs.docker.com/build/building/multi-platform/",
      "https://learn.microsoft.com/en-us/virtualization/windowscontainers/about/",
    ],
  }),
  defineTopic({
    id: "build-process",
    title: "RUN: a process that ends, in a build sandbox",
    settings: ["dockerfile:RUN"],
    text: lines(
      "Each RUN is a container for one command. Its changes on disk become a layer, and its processes end with it.",
      "- No service keeps running: start daemons when the container starts, not when the image is built.",
      "- No privileges: mounting, loading modules and changing kernel settings fail, because the kernel belongs to the build host.",
      "- **Shared:** the kernel of the build host. A **virtual machine** is provisioned after its own boot instead.",
      costOf("start"),
    ),
    sources: ["https://docs.docker.com/reference/dockerfile/#run"],
  }),
  defineTopic({
    id: "end-of-life",
    title: "End of life: no more security fixes",
    text: lines(
      "After a distribution's free maintenance ends, security holes stay open. Some distributions also move their packages to an archive, so builds fail with 404.",
      "- The suffix of a tag names the distribution: `-buster` is Debian 10, regardless of the program in the image.",
      "- A rebuild updates a container's userland. The kernel is updated on the host. A virtual machine has to update both.",
    ),
    sources: ["https://endoflife.date/", "https://wiki.debian.org/LTS"],
  }),
  defineTopic({
    id: "line-endings",
    title: "The first line of a script names its interpreter",
    settings: ["command:dos2unix"],
    text: lines(
      "The kernel reads `#!/bin/sh` up to the line feed. With Windows line endings it looks for `/bin/sh` followed by a carriage return, and the error says that the *script* was not found.",
      "- `*.sh text eol=lf` in `.gitattributes` fixes it for all clones.",
      "- The same message has other causes: the interpreter is missing in the image (`bash` on Alpine), or a glibc binary runs on musl.",
    ),
    sources: ["https://man7.org/linux/man-pages/man2/execve.2.html", "https://git-scm.com/docs/gitattributes#_eol"],
  }),
  defineTopic({
    id: "volumes",
    title: "Volumes: data that outlives the container",
    settings: ["dockerfile:VOLUME"],
    text: lines(
      "The container's own layer is deleted with the container. Volumes belong to the engine and stay. Bind mounts are folders of the host.",
      "- I/O on a volume or bind mount runs at the host's speed. Writes to the container's layer are slower.",
      "- On Docker Desktop, bind mounts cross into **Docker Desktop's VM**, so they are slower on a laptop than on a Linux server. VirtioFS has reduced the difference.",
      "- A bind mount of a system path (`/`, `/etc`, `/var/run`) exposes the host itself. A **virtual machine** has its own disk.",
      costOf("image"),
      "- **Instead** of a bind mount for data: a named volume, which has the right owner and is as fast everywhere.",
    ),
    sources: [
      "https://docs.docker.com/engine/storage/",
      "https://docs.docker.com/desktop/settings-and-maintenance/settings/",
    ],
  }),
  defineTopic({
    id: "build-variables",
    title: "ARG and ENV: variables of the build and of the container",
    settings: ["dockerfile:variable", "dockerfile:ARG", "dockerfile:ENV"],
    text: lines(
      "The builder replaces variables in most instructions. In `RUN`, `CMD` and `ENTRYPOINT` the shell of the container does, if there is one.",
      "- `ARG` exists during the build only and ends with its stage. An `ARG` before the first `FROM` is visible only in `FROM`, until the stage declares it again.",
      "- `ENV` stays in the image: every container and every image built on it gets the variable. It wins over an `ARG` of the same name.",
      "- Neither keeps a secret: `docker history` and the metadata of the image show the values. Use `RUN --mount=type=secret`.",
    ),
    sources: [
      "https://docs.docker.com/build/building/variables/",
      "https://docs.docker.com/reference/dockerfile/#environment-replacement",
      "https://docs.docker.com/build/building/secrets/",
    ],
  }),
];
