import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("nested-engine-not-privileged");
const selfHosted = "runs-on: self-hosted";

describe("nested-engine-not-privileged on near misses", () => {
  ignores("on a privileged one", service("docker:28-dind", "privileged: true"));
  ignores("on profiles and capabilities of its own", service("docker:dind", "security_opt: ['seccomp=unconfined']"));
  ignores("on all capabilities", service("docker:dind", "cap_add: [ALL]"));
  ignores("on an entrypoint of its own", service("docker:dind", "entrypoint: sleep 60"));
  ignores("on another program of the image", service("rancher/k3s:v1.33.4-k3s1", "command: kubectl get nodes"));
  ignores("on a shell in docker run", job(selfHosted, "steps:", "  - run: docker run -it docker:28-dind sh"));
  ignores("on podman", job(selfHosted, "steps:", "  - run: podman run docker:28-dind"));
  ignores("on the container of a job", job("runs-on: ubuntu-24.04", "container: docker:28-dind", "steps: []"));
  ignores(
    "on options that a run decides",
    job(selfHosted, "steps: []", "services:", "  d:", "    image: docker:dind", "    options: ${{ inputs.options }}"),
  );
  ignores("on another image of the name", service("corp/docker:28-dind"));
  ignores("on a command of the built image", {
    "compose.yaml": "services:\n  app:\n    build: .\n",
    Dockerfile: 'FROM docker:28-dind\nCMD ["sleep", "60"]\n',
  });
  reports(
    "of an image that is built on one",
    { "compose.yaml": "services:\n  app:\n    build: .\n", Dockerfile: "FROM docker:28-dind\nCOPY a /a\n" },
    '2:3 error "app" starts a Docker engine, which fails without privileged: true or the sysbox runtime.',
  );
  reports(
    "of a tag that a variable completes",
    service("docker:${VERSION}-dind", "command: --mtu=1400"),
    '2:3 error "app" starts a Docker engine, which fails without privileged: true or the sysbox runtime.',
  );
  reports(
    "of docker run",
    job(selfHosted, "steps:", "  - run: docker run -d --name dind docker:28-dind"),
    '6:14 error "dind" starts a Docker engine, which fails without --privileged or the sysbox runtime.',
  );
});
