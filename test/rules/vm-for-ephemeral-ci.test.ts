import { machine, testsOf } from "./nearMisses.ts";

const { ignores, reports, reportsAs, says } = testsOf("vm-for-ephemeral-ci");
const job = (run: string, runner = "ubuntu-24.04") => ({
  ".github/workflows/test.yml": `on: [push]\njobs:\n  test:\n    runs-on: ${runner}\n    steps:\n      - run: |\n          ${run}\n`,
});
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
  ignores("where no machine is booted", workflow("vagrant validate"));
  ignores("on a box that nobody knows", { ...workflow("vagrant up"), Vagrantfile: box("corp/golden") });
  ignores("on another operating system", {
    ...workflow("vagrant up"),
    Vagrantfile: box("gusztavvargadr/windows-server-2022-standard"),
  });
  ignores("where units are tested over ssh", workflow("vagrant up && vagrant ssh -c 'sudo systemctl status app'"));
  ignores("where the kernel is worked on over ssh", workflow("vagrant up && vagrant ssh -c 'sudo modprobe zfs'"));
  ignores("where reboots are tested", workflow("vagrant up && vagrant reload"));
  ignores("in another folder of the repository", workflow("cd tests/vm && vagrant up"));
  ignores("in another working directory", workflow("vagrant up", "        working-directory: tests/vm"));
  ignores("in another working directory by default", {
    ".github/workflows/test.yml":
      "on: [push]\ndefaults:\n  run:\n    working-directory: tests/vm\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: vagrant up\n",
    Vagrantfile: box("debian/bookworm64"),
  });
  ignores("in another working directory of CircleCI", {
    ".circleci/config.yml":
      "version: 2.1\njobs:\n  test:\n    machine: true\n    steps:\n      - run: { command: vagrant up, working_directory: vm }\n",
    Vagrantfile: box("debian/bookworm64"),
  });
  ignores("in another working directory of Azure", {
    "azure-pipelines.yml": "steps:\n  - script: vagrant up\n    workingDirectory: vm\n",
    Vagrantfile: box("debian/bookworm64"),
  });
  ignores("in another working directory of Jenkins", {
    Jenkinsfile: "pipeline {\n  agent any\n  stages { stage('Test') { steps { dir('vm') { sh 'vagrant up' } } } }\n}\n",
    Vagrantfile: box("debian/bookworm64"),
  });
  reports(
    "of the working directory that is the workspace",
    workflow("vagrant up", "        working-directory: ."),
    '6:14 warning Job "test" boots a virtual machine inside the runner, which is one already, but a container starts the same tests in seconds.',
  );
  reports(
    "of a working directory of another step",
    workflow("vagrant up", "      - run: npm test", "        working-directory: web"),
    '6:14 warning Job "test" boots a virtual machine inside the runner, which is one already, but a container starts the same tests in seconds.',
  );
  reports(
    "of a comment on another folder",
    workflow("vagrant up", "      # no working-directory: here, no VAGRANT_CWD"),
    '6:14 warning Job "test" boots a virtual machine inside the runner, which is one already, but a container starts the same tests in seconds.',
  );
  ignores("where a variable names another folder", workflow("vagrant up", "        env: { VAGRANT_CWD: vm }"));
  ignores("where the script exports such a variable", workflow("export VAGRANT_CWD=vm; vagrant up"));
  ignores("where such a variable comes before the command", workflow("VAGRANT_CWD=vm vagrant up"));
  reports(
    "of the names of a job and of a workflow",
    {
      ".github/workflows/molecule.yml": workflow("vagrant up")[".github/workflows/test.yml"].replace(
        "test:",
        "ansible-test:",
      ),
      Vagrantfile: box("debian/bookworm64"),
    },
    '6:14 warning Job "ansible-test" boots a virtual machine inside the runner, which is one already, but a container starts the same tests in seconds.',
  );
  ignores("in a job that tests roles", workflow("vagrant up && tox -e molecule"));
  ignores("in a job with an action that builds machines", {
    ...workflow("vagrant up"),
    ".github/workflows/test.yml": workflow("vagrant up")[".github/workflows/test.yml"].replace(
      "    steps:\n",
      "    steps:\n      - uses: hashicorp/setup-packer@v3\n",
    ),
  });
  ignores("where packages are built for machines", workflow("packer build . && vagrant up"));
  reports(
    "of words that only resemble such software",
    {
      ".github/workflows/chefs-vagrant-tests.yml": workflow("openssl passwd -salt x y && vagrant up")[
        ".github/workflows/test.yml"
      ].replace("test:", "vagrant-saltwater:"),
      Vagrantfile: box("debian/bookworm64"),
    },
    '6:42 warning Job "vagrant-saltwater" boots a virtual machine inside the runner, which is one already, but a container starts the same tests in seconds.',
  );
  for (const [label, where] of Object.entries({
    "ubuntu-24.04": "inside the runner, which is one already",
    "ubuntu-slim": "for a build or a test",
    "my-large-runner": "for a build or a test",
    "self-hosted": "for a build or a test",
  })) {
    says(
      `where the machine is on ${label}`,
      {
        ".github/workflows/test.yml": workflow("vagrant up")[".github/workflows/test.yml"].replace(
          "ubuntu-24.04",
          label,
        ),
        Vagrantfile: box("debian/bookworm64"),
      },
      `Job "test" boots a virtual machine ${where}, but a container starts the same tests in seconds.`,
    );
  }
  ignores(
    "on a machine that is built in, not tested in",
    machine("debian/bookworm64", "apt-get install -y nodejs npm\ncd /vagrant && npm install"),
  );
  ignores(
    "on a machine to work in",
    machine("debian/bookworm64", "apt-get install -y golang emacs\ncd /vagrant && go test ./..."),
  );
  ignores(
    "on a machine that serves something",
    machine(
      "debian/bookworm64",
      "apt-get install -y golang\ngo test ./...",
      'config.vm.network "forwarded_port", guest: 80, host: 8080',
    ),
  );
  const guests: Readonly<Record<string, string>> = {
    multipass: 'multipass launch -n vm && multipass exec vm -- sh -c "cd /src && npm test"',
    "a release of Ubuntu in multipass": "multipass launch --name vm jammy && multipass exec vm pytest",
    Lima: "limactl start --name=vm template://debian-12 && limactl shell vm make test",
    "the default of Lima": "limactl start && lima go test ./...",
    libvirt:
      "virt-install --name vm --os-variant ubuntu24.04 --import; virsh start vm && ssh -p 22 vm 'cd /src; npm test'",
    VirtualBox:
      "VBoxManage createvm --ostype Ubuntu_64 --name vm; VBoxManage startvm vm --type headless; ssh vm pytest",
    QEMU: "qemu-system-x86_64 -m 2048 -hda debian-12-genericcloud-amd64.qcow2 & ssh -p 2222 root@localhost npm test",
  };
  for (const [name, run] of Object.entries(guests)) reportsAs(`a Linux guest of ${name}`, job(run), "warning");
  const needed: Readonly<Record<string, string>> = {
    "a machine in which nothing is seen to run": "multipass launch --name vm",
    "a machine for units": "multipass launch --name vm && multipass exec vm -- sh -c 'systemctl start app && npm test'",
    "a machine for containers": "limactl start template://docker && lima npm test",
    "a machine for a snap": "multipass launch -n vm && multipass exec vm -- sh -c 'snap install ./app.snap && pytest'",
    "a machine whose set-up is not seen": "multipass launch --cloud-init vm.yaml && multipass exec vm pytest",
    "an image of the project's own": "multipass launch file://$PWD/image.img --name vm && multipass exec vm pytest",
    "Ubuntu Core": "multipass launch core24 -n vm && multipass exec vm pytest",
    "another operating system": "qemu-system-x86_64 -hda freebsd-14.qcow2 & ssh vm make test",
    "a guest that nothing names": "virsh start vm && ssh vm make test",
    "another architecture": "qemu-system-riscv64 -hda debian.qcow2 & ssh vm make test",
    "a kernel under test": "qemu-system-x86_64 -kernel bzImage -hda debian.qcow2 & ssh vm make test",
    "a driver under test": "limactl start && lima sudo modprobe zfs && lima make test",
    "tests beside a machine": "virsh start ubuntu && npm test",
  };
  for (const [name, run] of Object.entries(needed)) ignores(name, job(run));
  ignores("a guest on a runner without Linux containers", job("limactl start && lima go test ./...", "macos-15"));
  for (const [file, text] of Object.entries({
    ".gitlab-ci.yml": "test:\n  script:\n    - vagrant up\n",
    "azure-pipelines.yml": "steps:\n  - script: vagrant up\n",
    ".circleci/config.yml": "version: 2.1\njobs:\n  test:\n    machine: true\n    steps:\n      - run: vagrant up\n",
    Jenkinsfile: "pipeline {\n  agent any\n  stages { stage('Test') { steps { sh 'vagrant up' } } }\n}\n",
  })) {
    reportsAs(`of ${file}`, { [file]: text, Vagrantfile: box("debian/bookworm64") }, "warning");
  }
  const several = `Vagrant.configure("2") do |config|
  config.vm.define("db") { |db| db.vm.box = "debian/bookworm64" }
  config.vm.define("win") { |win| win.vm.box = "StefanScherer/windows_2022" }
end
`;
  const boots = (command: string) => ({
    ".gitlab-ci.yml": `test:\n  script:\n    - ${command}\n`,
    Vagrantfile: several,
  });
  reportsAs("the machine that the command names", boots("vagrant up db --provider virtualbox"), "warning");
  ignores("the other machine", boots("vagrant up win"));
  ignores("all machines", boots("vagrant up"));
});
