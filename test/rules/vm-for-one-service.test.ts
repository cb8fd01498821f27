import { machine, testsOf } from "./nearMisses.ts";

const { silent, speaks } = testsOf("vm-for-one-service");
const nginx = "apt-get install -y nginx";

describe("vm-for-one-service on near misses", () => {
  silent("on two services", machine("ubuntu/jammy64", `${nginx} mysql-server`));
  silent("on a box that nobody knows", machine("corp/golden", nginx));
  silent("on a machine that runs containers", machine("ubuntu/jammy64", `${nginx} docker.io`));
  silent(
    "where something unknown is run",
    machine("ubuntu/jammy64", `${nginx}\ncurl -fsSL https://example.org/install.sh | bash`),
  );
  silent("where something unknown is installed", machine("ubuntu/jammy64", `${nginx} $EXTRA`));
  silent("where the service may not be installed", machine("ubuntu/jammy64", `if [ -f /x ]; then ${nginx}; fi`));
  silent("where a program is built too", machine("ubuntu/jammy64", `${nginx} nodejs npm\ncd /vagrant && npm install`));
  silent("on a script of its own", machine("ubuntu/jammy64", "", 'config.vm.provision "shell", path: "setup.sh"'));
  speaks(
    "at the box of a service that a script installs",
    {
      ...machine("ubuntu/jammy64", "", 'config.vm.provision "shell", path: "setup.sh"'),
      "setup.sh": `#!/bin/bash\n${nginx}\n`,
    },
    "info",
  );
  silent("beside a script that does more", {
    ...machine("ubuntu/jammy64", nginx, 'config.vm.provision "shell", path: "setup.sh"'),
    "setup.sh": "/opt/app/install\n",
  });
  silent(
    "beside a trigger that works in the machine",
    machine("ubuntu/jammy64", nginx, "config.trigger.after :up do |t|", '  t.run_remote = { inline: "app" }', "end"),
  );
  silent(
    "beside a playbook",
    machine(
      "ubuntu/jammy64",
      nginx,
      'config.vm.provision "ansible" do |ansible|',
      '  ansible.playbook = "site.yml"',
      "end",
    ),
  );
  speaks(
    "of what belongs to one daemon",
    machine("ubuntu/jammy64", "apt-get install -y postgresql postgresql-contrib\nsystemctl start postgresql"),
    "info",
  );
  speaks(
    "of a service with its files",
    machine("ubuntu/jammy64", `${nginx}\ncp /vagrant/site.conf /etc/nginx/conf.d/\nsystemctl restart nginx`),
    "info",
  );
});
