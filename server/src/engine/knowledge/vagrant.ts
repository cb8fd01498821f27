interface Described {
  /** As a Vagrantfile names it. */
  readonly name: string;
  /** A sentence. */
  readonly about: string;
}

/** Provisioners that Vagrant has built in. */
export const provisioners: readonly Described[] = [
  { name: "shell", about: "Runs a script in the guest: a shell script on Linux, PowerShell on Windows." },
  { name: "file", about: "Copies a file or folder of the host into the guest, as the user of the connection." },
  {
    name: "docker",
    about: "Installs a Docker engine in the guest, pulls images and starts containers: containers in a VM.",
  },
  { name: "podman", about: "Installs Podman in the guest, pulls images and starts containers: containers in a VM." },
  { name: "ansible", about: "Runs a playbook with the Ansible of the host, over SSH." },
  { name: "ansible_local", about: "Installs Ansible in the guest and runs a playbook there." },
  { name: "puppet", about: "Applies a Puppet manifest in the guest, without a server." },
  { name: "puppet_server", about: "Runs the Puppet agent of the guest against a server." },
  { name: "chef_solo", about: "Runs cookbooks in the guest with Chef Solo, without a server." },
  { name: "chef_zero", about: "Runs cookbooks in the guest with a Chef server in memory." },
  { name: "chef_client", about: "Runs the Chef client of the guest against a server." },
  { name: "chef_apply", about: "Runs a Chef recipe in the guest." },
  { name: "cfengine", about: "Applies a CFEngine policy in the guest." },
  { name: "salt", about: "Installs a Salt minion in the guest and applies states, with a master or without." },
];

/** The name of a provisioner's page below `provisioning/`. */
export function pageOf(provisioner: string): string {
  return provisioner === "puppet" ? "puppet_apply" : provisioner === "puppet_server" ? "puppet_agent" : provisioner;
}

/** Types of `config.vm.network`. */
export const networks: readonly Described[] = [
  {
    name: "forwarded_port",
    about:
      "A port of the host leads to one of the guest. With most providers it listens on all addresses of the host, unless `host_ip` is set.",
  },
  {
    name: "private_network",
    about: "The guest gets an address that only the host and other guests can reach.",
  },
  {
    name: "public_network",
    about: "The guest is on the host's network as a separate machine, and every machine there can reach all its ports.",
  },
];

const pages = "https://developer.hashicorp.com/vagrant/docs/synced-folders";

/** Types of synced folders, of Vagrant and of its usual plugins. */
export const folderTypes: readonly (Described & { readonly page: string })[] = [
  {
    name: "virtualbox",
    about: "Shared folders of VirtualBox. They need the Guest Additions.",
    page: `${pages}/virtualbox`,
  },
  {
    name: "nfs",
    about: "The host exports the folder by NFS. Not available on Windows, and it asks for root on the host.",
    page: `${pages}/nfs`,
  },
  {
    name: "rsync",
    about:
      "Copies the folder into the guest, one way, at `vagrant up` and `vagrant rsync`. The copy is as fast as the guest's disk.",
    page: `${pages}/rsync`,
  },
  {
    name: "smb",
    about: "The host shares the folder by SMB. It asks for a password of the host.",
    page: `${pages}/smb`,
  },
  {
    name: "virtiofs",
    about:
      "The hypervisor shares the folder by virtiofs, the fastest type with libvirt. It needs shared memory (`memorybacking`).",
    page: "https://vagrant-libvirt.github.io/vagrant-libvirt/examples.html",
  },
  {
    name: "9p",
    about: "The hypervisor shares the folder by 9p. It is slow with many files; virtiofs replaces it.",
    page: "https://vagrant-libvirt.github.io/vagrant-libvirt/examples.html",
  },
  {
    name: "sshfs",
    about: "The guest mounts the folder over SSH, with a plugin.",
    page: "https://github.com/dustymabe/vagrant-sshfs",
  },
];
