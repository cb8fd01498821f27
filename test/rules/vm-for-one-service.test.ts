import { machine, testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("vm-for-one-service");
const nginx = "apt-get install -y nginx";

describe("vm-for-one-service on near misses", () => {
  ignores("on two services", machine("ubuntu/jammy64", `${nginx} mysql-server`));
  ignores("on a box that nobody knows", machine("corp/golden", nginx));
  ignores("on a machine that runs containers", machine("ubuntu/jammy64", `${nginx} docker.io`));
  ignores(
    "where something unknown is run",
    machine("ubuntu/jammy64", `${nginx}\ncurl -fsSL https://example.org/install.sh | bash`),
  );
  ignores("where something unknown is installed", machine("ubuntu/jammy64", `${nginx} $EXTRA`));
  ignores("where the service may not be installed", machine("ubuntu/jammy64", `if [ -f /x ]; then ${nginx}; fi`));
  ignores("where a program is built too", machine("ubuntu/jammy64", `${nginx} nodejs npm\ncd /vagrant && npm install`));
  ignores("on a script of its own", machine("ubuntu/jammy64", "", 'config.vm.provision "shell", path: "setup.sh"'));
  reports(
    "at the box of a service that a script installs",
    {
      ...machine("ubuntu/jammy64", "", 'config.vm.provision "shell", path: "setup.sh"'),
      "setup.sh": `#!/bin/bash\n${nginx}\n`,
    },
    "2:19 info This machine boots a whole system for nginx alone. The image nginx runs it as one process, without a second kernel.",
  );
  ignores("beside a script that does more", {
    ...machine("ubuntu/jammy64", nginx, 'config.vm.provision "shell", path: "setup.sh"'),
    "setup.sh": "/opt/app/install\n",
  });
  ignores(
    "beside a trigger that works in the machine",
    machine("ubuntu/jammy64", nginx, "config.trigger.after :up do |t|", '  t.run_remote = { inline: "app" }', "end"),
  );
  ignores(
    "beside a playbook",
    machine(
      "ubuntu/jammy64",
      nginx,
      'config.vm.provision "ansible" do |ansible|',
      '  ansible.playbook = "site.yml"',
      "end",
    ),
  );
  reports(
    "of what belongs to one daemon",
    machine("ubuntu/jammy64", "apt-get install -y postgresql postgresql-contrib\nsystemctl start postgresql"),
    "3:60 info This machine boots a whole system for PostgreSQL alone. The image postgres runs it as one process, without a second kernel.",
  );
  reports(
    "of a service with its files",
    machine("ubuntu/jammy64", `${nginx}\ncp /vagrant/site.conf /etc/nginx/conf.d/\nsystemctl restart nginx`),
    "3:60 info This machine boots a whole system for nginx alone. The image nginx runs it as one process, without a second kernel.",
  );
});
