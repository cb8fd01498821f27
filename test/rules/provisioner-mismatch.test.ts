import { machine, testsOf } from "./nearMisses.ts";

const { fixes, ignores, reports } = testsOf("provisioner-mismatch");

describe("provisioner-mismatch on near misses", () => {
  ignores(
    "where the failure is caught",
    machine("ubuntu/jammy64", "yum install -y httpd || apt-get install -y apache2"),
  );
  ignores("where the script asks first", machine("ubuntu/jammy64", "which yum && yum install -y httpd"));
  ignores(
    "in a container of another distribution",
    machine("ubuntu/jammy64", "docker run rockylinux:9 dnf install -y httpd"),
  );
  ignores("on another machine", machine("ubuntu/jammy64", "ssh other yum install -y httpd"));
  ignores(
    "in a text that is written into a file",
    machine("ubuntu/jammy64", "cat > setup.sh <<EOF\nyum install -y httpd\nEOF"),
  );
  ignores("on a link with another manager's name", machine("fedora/39-cloud-base", "yum install -y httpd"));
  ignores(
    "on a box from an address",
    machine("ubuntu/jammy64", "yum install -y httpd", 'config.vm.box_url = "https://example.org/x.box"'),
  );
  ignores("on a box that the environment gives", {
    Vagrantfile:
      'Vagrant.configure("2") do |config|\n  config.vm.box = ENV["BOX"]\n  config.vm.provision "shell", inline: "yum install -y httpd"\nend\n',
  });
  reports(
    "of the one box of a loop that lacks the manager",
    {
      Vagrantfile:
        'Vagrant.configure("2") do |config|\n  %w[ubuntu/jammy64 rockylinux/9].each do |box|\n    config.vm.define box do |node|\n      node.vm.box = box\n      node.vm.provision "shell", inline: "yum install -y httpd"\n    end\n  end\nend\n',
    },
    '5:43 error The box ubuntu/jammy64 uses apt and has no "yum", so this command fails.',
  );
  const script = {
    ...machine("ubuntu/jammy64", "true", 'config.vm.provision "shell", path: "setup.sh"'),
    "setup.sh": "#!/bin/sh\nyum install -y httpd\n",
  };
  reports(
    "of a script, at its path",
    script,
    '3:38 error The box ubuntu/jammy64 uses apt and has no "yum", so this command fails.',
  );
  fixes("no script from the Vagrantfile", script, undefined);
  reports(
    "of dnf before its time",
    machine("centos/7", "dnf install -y httpd"),
    '3:41 error The box centos/7 uses yum and has no "dnf", so this command fails.',
  );
});
