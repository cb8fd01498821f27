import { machine, testsOf } from "./nearMisses.ts";

const { silent, speaks } = testsOf("vm-for-ephemeral-ci");
const box = (name: string) => `Vagrant.configure("2") do |config|\n  config.vm.box = "${name}"\nend\n`;
const workflow = (run: string, ...more: readonly string[]) => ({
  ".github/workflows/test.yml": [
    "on: [push]",
    "jobs:",
    "  test:",
    "    runs-on: ubuntu-24.04",
    "    steps:",
    `      - run: ${run}`,
    ...more,
    "",
  ].join("\n"),
  Vagrantfile: box("debian/bookworm64"),
});

describe("vm-for-ephemeral-ci on near misses", () => {
  silent("where no machine is booted", workflow("vagrant validate"));
  silent("on a box that nobody knows", { ...workflow("vagrant up"), Vagrantfile: box("corp/golden") });
  silent("on another operating system", {
    ...workflow("vagrant up"),
    Vagrantfile: box("gusztavvargadr/windows-server-2022-standard"),
  });
  silent("where units are tested over ssh", workflow("vagrant up && vagrant ssh -c 'sudo systemctl status app'"));
  silent("where the kernel is worked on over ssh", workflow("vagrant up && vagrant ssh -c 'sudo modprobe zfs'"));
  silent("where reboots are tested", workflow("vagrant up && vagrant reload"));
  silent("in another folder of the repository", workflow("cd tests/vm && vagrant up"));
  silent("in another working directory", workflow("vagrant up", "        working-directory: tests/vm"));
  silent(
    "on a machine that is built in, not tested in",
    machine("debian/bookworm64", "apt-get install -y nodejs npm\ncd /vagrant && npm install"),
  );
  silent(
    "on a machine to work in",
    machine("debian/bookworm64", "apt-get install -y golang emacs\ncd /vagrant && go test ./..."),
  );
  silent(
    "on a machine that serves something",
    machine(
      "debian/bookworm64",
      "apt-get install -y golang\ngo test ./...",
      'config.vm.network "forwarded_port", guest: 80, host: 8080',
    ),
  );
  for (const [file, text] of Object.entries({
    ".gitlab-ci.yml": "test:\n  script:\n    - vagrant up\n",
    "azure-pipelines.yml": "steps:\n  - script: vagrant up\n",
    ".circleci/config.yml": "version: 2.1\njobs:\n  test:\n    machine: true\n    steps:\n      - run: vagrant up\n",
    Jenkinsfile: "pipeline {\n  agent any\n  stages { stage('Test') { steps { sh 'vagrant up' } } }\n}\n",
  })) {
    speaks(`of ${file}`, { [file]: text, Vagrantfile: box("debian/bookworm64") }, "warning");
  }
});
