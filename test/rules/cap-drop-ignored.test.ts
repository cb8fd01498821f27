import { job, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, fixes } = testsOf("cap-drop-ignored");

describe("cap-drop-ignored on near misses", () => {
  ignores("on a container that is not privileged", service("corp/app:1", "privileged: false", "cap_drop: [ALL]"));
  ignores("on a list that cannot be read", service("corp/app:1", "privileged: true", "cap_drop: ${DROP}"));
  ignores("with Podman as the engine", withEngine("podman", service("a:1", "privileged: true", "cap_drop: [ALL]")));
  ignores("on podman", job("runs-on: self-hosted", "steps:", "  - run: podman run --privileged --cap-drop=ALL a:1"));
  reports(
    "the flag of docker run",
    job("runs-on: self-hosted", "steps:", "  - run: docker run --privileged --cap-drop=ALL a:1"),
    '6:38 warning "a" is privileged, so "--cap-drop" has no effect. Remove "privileged" to drop capabilities.',
  );
  fixes(
    "by removing privileged if no need is known",
    service("corp/app:1", "privileged: true", "cap_drop: [ALL]"),
    "services:\n  app:\n    image: corp/app:1\n    cap_drop: [ALL]\n",
  );
});
