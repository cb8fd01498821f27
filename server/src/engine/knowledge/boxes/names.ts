/** The boxes of one maker, which share a source and what they run on. */
export interface BoxMaker {
  /** `name | system | version` a line; `-` for a version that moves or is unknown. */
  readonly boxes: string;
  /** Providers that the maker publishes for; absent: not known for all. */
  readonly providers?: readonly string[];
  /** Absent: not known for all. */
  readonly architectures?: readonly string[];
  readonly source: string;
}

/** Published under three names. */
const robox = `
generic/alma8 | almalinux | 8
generic/alma9 | almalinux | 9
generic/alpine35 | alpine | 3.5
generic/alpine36 | alpine | 3.6
generic/alpine37 | alpine | 3.7
generic/alpine38 | alpine | 3.8
generic/alpine39 | alpine | 3.9
generic/alpine310 | alpine | 3.10
generic/alpine311 | alpine | 3.11
generic/alpine312 | alpine | 3.12
generic/alpine313 | alpine | 3.13
generic/alpine314 | alpine | 3.14
generic/alpine315 | alpine | 3.15
generic/alpine316 | alpine | 3.16
generic/alpine317 | alpine | 3.17
generic/alpine318 | alpine | 3.18
generic/alpine319 | alpine | 3.19
generic/arch | arch | -
generic/centos6 | centos | 6
generic/centos7 | centos | 7
generic/centos8 | centos | 8
generic/centos8s | centos | stream8
generic/centos9s | centos | stream9
generic/debian8 | debian | 8
generic/debian9 | debian | 9
generic/debian10 | debian | 10
generic/debian11 | debian | 11
generic/debian12 | debian | 12
generic/devuan1 | devuan | 1
generic/devuan2 | devuan | 2
generic/devuan3 | devuan | 3
generic/devuan4 | devuan | 4
generic/devuan5 | devuan | 5
generic/dragonflybsd5 | dragonflybsd | 5
generic/dragonflybsd6 | dragonflybsd | 6
generic/fedora25 | fedora | 25
generic/fedora26 | fedora | 26
generic/fedora27 | fedora | 27
generic/fedora28 | fedora | 28
generic/fedora29 | fedora | 29
generic/fedora30 | fedora | 30
generic/fedora31 | fedora | 31
generic/fedora32 | fedora | 32
generic/fedora33 | fedora | 33
generic/fedora34 | fedora | 34
generic/fedora35 | fedora | 35
generic/fedora36 | fedora | 36
generic/fedora37 | fedora | 37
generic/fedora38 | fedora | 38
generic/fedora39 | fedora | 39
generic/freebsd11 | freebsd | 11
generic/freebsd12 | freebsd | 12
generic/freebsd13 | freebsd | 13
generic/freebsd14 | freebsd | 14
generic/gentoo | gentoo | -
generic/netbsd8 | netbsd | 8
generic/netbsd9 | netbsd | 9
generic/openbsd6 | openbsd | 6
generic/openbsd7 | openbsd | 7
generic/opensuse15 | opensuse | -
generic/oracle6 | oraclelinux | 6
generic/oracle7 | oraclelinux | 7
generic/oracle8 | oraclelinux | 8
generic/oracle9 | oraclelinux | 9
generic/rhel6 | rhel | 6
generic/rhel7 | rhel | 7
generic/rhel8 | rhel | 8
generic/rhel9 | rhel | 9
generic/rocky8 | rockylinux | 8
generic/rocky9 | rockylinux | 9
generic/ubuntu1604 | ubuntu | 16.04
generic/ubuntu1610 | ubuntu | 16.10
generic/ubuntu1704 | ubuntu | 17.04
generic/ubuntu1710 | ubuntu | 17.10
generic/ubuntu1804 | ubuntu | 18.04
generic/ubuntu1810 | ubuntu | 18.10
generic/ubuntu1904 | ubuntu | 19.04
generic/ubuntu1910 | ubuntu | 19.10
generic/ubuntu2004 | ubuntu | 20.04
generic/ubuntu2010 | ubuntu | 20.10
generic/ubuntu2104 | ubuntu | 21.04
generic/ubuntu2110 | ubuntu | 21.10
generic/ubuntu2204 | ubuntu | 22.04
generic/ubuntu2210 | ubuntu | 22.10
generic/ubuntu2304 | ubuntu | 23.04
generic/ubuntu2310 | ubuntu | 23.10`;

/** Boxes by maker. */
export const boxMakers: readonly BoxMaker[] = [
  {
    boxes: `
ubuntu/precise32 | ubuntu | 12.04
ubuntu/precise64 | ubuntu | 12.04
ubuntu/trusty32 | ubuntu | 14.04
ubuntu/trusty64 | ubuntu | 14.04
ubuntu/wily64 | ubuntu | 15.10
ubuntu/xenial32 | ubuntu | 16.04
ubuntu/xenial64 | ubuntu | 16.04
ubuntu/yakkety64 | ubuntu | 16.10
ubuntu/zesty64 | ubuntu | 17.04
ubuntu/artful64 | ubuntu | 17.10
ubuntu/bionic64 | ubuntu | 18.04
ubuntu/cosmic64 | ubuntu | 18.10
ubuntu/disco64 | ubuntu | 19.04
ubuntu/eoan64 | ubuntu | 19.10
ubuntu/focal64 | ubuntu | 20.04
ubuntu/groovy64 | ubuntu | 20.10
ubuntu/hirsute64 | ubuntu | 21.04
ubuntu/impish64 | ubuntu | 21.10
ubuntu/jammy64 | ubuntu | 22.04
ubuntu/kinetic64 | ubuntu | 22.10
ubuntu/lunar64 | ubuntu | 23.04
ubuntu/mantic64 | ubuntu | 23.10`,
    providers: ["virtualbox"],
    source: "https://documentation.ubuntu.com/public-images/en/latest/public-images-explanation/vagrant/",
  },
  {
    boxes: `
debian/wheezy64 | debian | 7
debian/jessie64 | debian | 8
debian/contrib-jessie64 | debian | 8
debian/stretch64 | debian | 9
debian/contrib-stretch64 | debian | 9
debian/buster64 | debian | 10
debian/contrib-buster64 | debian | 10
debian/bullseye64 | debian | 11
debian/bookworm64 | debian | 12
debian/trixie64 | debian | 13
debian/testing64 | debian | -`,
    source: "https://wiki.debian.org/Teams/Cloud/VagrantBaseBoxes",
  },
  {
    boxes: `
hashicorp/precise32 | ubuntu | 12.04
hashicorp/precise64 | ubuntu | 12.04
hashicorp/bionic64 | ubuntu | 18.04`,
    source: "https://developer.hashicorp.com/vagrant/docs/boxes",
  },
  {
    boxes: `
centos/6 | centos | 6
centos/7 | centos | 7
centos/8 | centos | 8
centos/stream8 | centos | stream8
centos/stream9 | centos | stream9
centos/atomic-host | centos | 7`,
    source: "https://portal.cloud.hashicorp.com/vagrant/discover/centos",
  },
  {
    boxes: `
almalinux/8 | almalinux | 8
almalinux/9 | almalinux | 9
almalinux/10 | almalinux | 10`,
    source: "https://wiki.almalinux.org/cloud/Vagrant.html",
  },
  {
    boxes: `
rockylinux/8 | rockylinux | 8
rockylinux/9 | rockylinux | 9
rockylinux/10 | rockylinux | 10`,
    source: "https://portal.cloud.hashicorp.com/vagrant/discover/rockylinux",
  },
  {
    boxes: `
fedora/33-cloud-base | fedora | 33
fedora/34-cloud-base | fedora | 34
fedora/35-cloud-base | fedora | 35
fedora/36-cloud-base | fedora | 36
fedora/37-cloud-base | fedora | 37
fedora/38-cloud-base | fedora | 38
fedora/39-cloud-base | fedora | 39
fedora/40-cloud-base | fedora | 40`,
    source: "https://portal.cloud.hashicorp.com/vagrant/discover/fedora",
  },
  {
    boxes: `
bento/ubuntu-14.04 | ubuntu | 14.04
bento/ubuntu-16.04 | ubuntu | 16.04
bento/ubuntu-18.04 | ubuntu | 18.04
bento/ubuntu-20.04 | ubuntu | 20.04
bento/ubuntu-20.10 | ubuntu | 20.10
bento/ubuntu-21.04 | ubuntu | 21.04
bento/ubuntu-21.10 | ubuntu | 21.10
bento/ubuntu-22.04 | ubuntu | 22.04
bento/ubuntu-22.10 | ubuntu | 22.10
bento/ubuntu-23.04 | ubuntu | 23.04
bento/ubuntu-23.10 | ubuntu | 23.10
bento/ubuntu-24.04 | ubuntu | 24.04
bento/ubuntu-26.04 | ubuntu | 26.04
bento/debian-8 | debian | 8
bento/debian-9 | debian | 9
bento/debian-10 | debian | 10
bento/debian-11 | debian | 11
bento/debian-12 | debian | 12
bento/debian-13 | debian | 13
bento/ubuntu-20.04-arm64 | ubuntu | 20.04
bento/ubuntu-22.04-arm64 | ubuntu | 22.04
bento/centos-6.7 | centos | 6
bento/centos-7.1 | centos | 7
bento/centos-7.2 | centos | 7
bento/centos-7.3 | centos | 7
bento/centos-6 | centos | 6
bento/centos-7 | centos | 7
bento/centos-8 | centos | 8
bento/centos-stream-8 | centos | stream8
bento/centos-stream-9 | centos | stream9
bento/centos-stream-10 | centos | stream10
bento/almalinux-8 | almalinux | 8
bento/almalinux-9 | almalinux | 9
bento/almalinux-10 | almalinux | 10
bento/rockylinux-8 | rockylinux | 8
bento/rockylinux-9 | rockylinux | 9
bento/rockylinux-10 | rockylinux | 10
bento/oraclelinux-8 | oraclelinux | 8
bento/oraclelinux-9 | oraclelinux | 9
bento/oraclelinux-10 | oraclelinux | 10
bento/fedora-latest | fedora | -
bento/fedora-43 | fedora | 43
bento/fedora-44 | fedora | 44
bento/amazonlinux-2 | amazonlinux | 2
bento/amazonlinux-2023 | amazonlinux | 2023
bento/opensuse-leap-15 | opensuse | -
bento/opensuse-leap-16 | opensuse | -
bento/freebsd-13 | freebsd | 13
bento/freebsd-14 | freebsd | 14
bento/freebsd-15 | freebsd | 15`,
    source: "https://github.com/chef/bento/blob/main/builds.yml",
  },
  ...["generic", "roboxes", "generic-x64"].map((owner): BoxMaker => ({
    boxes: robox.replaceAll("generic/", `${owner}/`),
    ...(owner === "generic-x64" ? { architectures: ["amd64"] } : {}),
    source: "https://github.com/lavabit/robox",
  })),
  {
    boxes: `
cloud-image/ubuntu-20.04 | ubuntu | 20.04
cloud-image/ubuntu-22.04 | ubuntu | 22.04
cloud-image/ubuntu-24.04 | ubuntu | 24.04
cloud-image/debian-11 | debian | 11
cloud-image/debian-12 | debian | 12
cloud-image/almalinux-9 | almalinux | 9
cloud-image/rocky-9 | rockylinux | 9`,
    source: "https://portal.cloud.hashicorp.com/vagrant/discover/cloud-image",
  },
  {
    boxes: `
opensuse/Leap-15.3.x86_64 | opensuse | 15.3
opensuse/Leap-15.4.x86_64 | opensuse | 15.4
opensuse/Leap-15.5.x86_64 | opensuse | 15.5
opensuse/Leap-15.6.x86_64 | opensuse | 15.6
opensuse/Tumbleweed.x86_64 | opensuse | -`,
    architectures: ["amd64"],
    source: "https://portal.cloud.hashicorp.com/vagrant/discover/opensuse",
  },
  { boxes: "archlinux/archlinux | arch | -", source: "https://gitlab.archlinux.org/archlinux/arch-boxes" },
  { boxes: "kalilinux/rolling | kali | -", source: "https://gitlab.com/kalilinux/build-scripts/kali-vagrant" },
  {
    boxes: "oraclelinux/7 | oraclelinux | 7\noraclelinux/8 | oraclelinux | 8\noraclelinux/9 | oraclelinux | 9",
    source: "https://yum.oracle.com/boxes/",
  },
  {
    boxes: `
freebsd/FreeBSD-10.2-RELEASE | freebsd | 10
freebsd/FreeBSD-10.2-STABLE | freebsd | 10
freebsd/FreeBSD-10.3-RELEASE | freebsd | 10
freebsd/FreeBSD-10.3-STABLE | freebsd | 10
freebsd/FreeBSD-10.4-RELEASE | freebsd | 10
freebsd/FreeBSD-10.4-STABLE | freebsd | 10
freebsd/FreeBSD-11.0-RELEASE | freebsd | 11
freebsd/FreeBSD-11.0-STABLE | freebsd | 11
freebsd/FreeBSD-11.1-RELEASE | freebsd | 11
freebsd/FreeBSD-11.1-STABLE | freebsd | 11
freebsd/FreeBSD-11.2-RELEASE | freebsd | 11
freebsd/FreeBSD-11.2-STABLE | freebsd | 11
freebsd/FreeBSD-11.3-RELEASE | freebsd | 11
freebsd/FreeBSD-11.3-STABLE | freebsd | 11
freebsd/FreeBSD-11.4-RELEASE | freebsd | 11
freebsd/FreeBSD-11.4-STABLE | freebsd | 11
freebsd/FreeBSD-12.0-RELEASE | freebsd | 12.0
freebsd/FreeBSD-12.0-STABLE | freebsd | 12
freebsd/FreeBSD-12.1-RELEASE | freebsd | 12.1
freebsd/FreeBSD-12.1-STABLE | freebsd | 12
freebsd/FreeBSD-12.2-RELEASE | freebsd | 12.2
freebsd/FreeBSD-12.2-STABLE | freebsd | 12
freebsd/FreeBSD-12.3-RELEASE | freebsd | 12.3
freebsd/FreeBSD-12.3-STABLE | freebsd | 12
freebsd/FreeBSD-12.4-RELEASE | freebsd | 12.4
freebsd/FreeBSD-12.4-STABLE | freebsd | 12
freebsd/FreeBSD-13.0-RELEASE | freebsd | 13.0
freebsd/FreeBSD-13.0-STABLE | freebsd | 13
freebsd/FreeBSD-13.1-RELEASE | freebsd | 13.1
freebsd/FreeBSD-13.1-STABLE | freebsd | 13
freebsd/FreeBSD-13.2-RELEASE | freebsd | 13.2
freebsd/FreeBSD-13.2-STABLE | freebsd | 13
freebsd/FreeBSD-13.3-RELEASE | freebsd | 13.3
freebsd/FreeBSD-13.3-STABLE | freebsd | 13
freebsd/FreeBSD-13.4-RELEASE | freebsd | 13.4
freebsd/FreeBSD-13.4-STABLE | freebsd | 13
freebsd/FreeBSD-13.5-RELEASE | freebsd | 13.5
freebsd/FreeBSD-13.5-STABLE | freebsd | 13
freebsd/FreeBSD-14.0-RELEASE | freebsd | 14.0
freebsd/FreeBSD-14.0-STABLE | freebsd | 14
freebsd/FreeBSD-14.1-RELEASE | freebsd | 14.1
freebsd/FreeBSD-14.1-STABLE | freebsd | 14
freebsd/FreeBSD-14.2-RELEASE | freebsd | 14.2
freebsd/FreeBSD-14.2-STABLE | freebsd | 14
freebsd/FreeBSD-14.3-RELEASE | freebsd | 14.3
freebsd/FreeBSD-14.3-STABLE | freebsd | 14
freebsd/FreeBSD-15.0-RELEASE | freebsd | 15.0
freebsd/FreeBSD-15.0-STABLE | freebsd | 15`,
    source: "https://portal.cloud.hashicorp.com/vagrant/discover/freebsd",
  },
  {
    boxes: `
gusztavvargadr/windows-10 | windows | -
gusztavvargadr/windows-11 | windows | -
gusztavvargadr/windows-server | windows | -
gusztavvargadr/windows-server-2016-standard | windows | 2016
gusztavvargadr/windows-server-2019-standard | windows | 2019
gusztavvargadr/windows-server-2022-standard | windows | 2022
gusztavvargadr/windows-server-2025-standard | windows | 2025
gusztavvargadr/windows-server-2019-standard-core | windows | 2019
gusztavvargadr/windows-server-2022-standard-core | windows | 2022`,
    architectures: ["amd64"],
    source: "https://github.com/gusztavvargadr/packer",
  },
  {
    boxes: `
StefanScherer/windows_10 | windows | -
StefanScherer/windows_2016 | windows | 2016
StefanScherer/windows_2019 | windows | 2019
StefanScherer/windows_2019_docker | windows | 2019
StefanScherer/windows_2022 | windows | 2022`,
    architectures: ["amd64"],
    source: "https://github.com/StefanScherer/packer-windows",
  },
  {
    boxes: "mwrock/Windows2012R2 | windows | 2012-r2\nmwrock/Windows2016 | windows | 2016",
    source: "https://github.com/mwrock/packer-templates",
  },
  {
    boxes: `
peru/ubuntu-20.04-server-amd64 | ubuntu | 20.04
peru/ubuntu-22.04-server-amd64 | ubuntu | 22.04
peru/windows-server-2019-standard-x64-eval | windows | 2019
peru/windows-10-enterprise-x64-eval | windows | -`,
    architectures: ["amd64"],
    source: "https://github.com/ruzickap/packer-templates",
  },
  {
    boxes: `
geerlingguy/ubuntu1404 | ubuntu | 14.04
geerlingguy/ubuntu1604 | ubuntu | 16.04
geerlingguy/ubuntu1804 | ubuntu | 18.04
geerlingguy/ubuntu2004 | ubuntu | 20.04
geerlingguy/centos6 | centos | 6
geerlingguy/centos7 | centos | 7
geerlingguy/centos8 | centos | 8
geerlingguy/debian9 | debian | 9
geerlingguy/debian10 | debian | 10
geerlingguy/rockylinux8 | rockylinux | 8`,
    source: "https://github.com/geerlingguy/packer-boxes",
  },
  {
    boxes: `
minimal/trusty64 | ubuntu | 14.04
minimal/xenial64 | ubuntu | 16.04
minimal/jessie64 | debian | 8`,
    source: "https://portal.cloud.hashicorp.com/vagrant/discover/minimal",
  },
  {
    boxes: `
puppetlabs/centos-7.0-64-puppet | centos | 7
puppetlabs/ubuntu-12.04-64-nocm | ubuntu | 12.04
puppetlabs/ubuntu-14.04-64-nocm | ubuntu | 14.04
puppetlabs/ubuntu-14.04-64-puppet | ubuntu | 14.04
puppetlabs/debian-7.8-64-puppet | debian | 7`,
    source: "https://github.com/puppetlabs/puppetlabs-packer",
  },
  {
    boxes: "chef/centos-6.5 | centos | 6\nchef/ubuntu-14.04 | ubuntu | 14.04",
    source: "https://github.com/chef/bento",
  },
  {
    boxes: "phusion/ubuntu-14.04-amd64 | ubuntu | 14.04",
    architectures: ["amd64"],
    source: "https://github.com/phusion/open-vagrant-boxes",
  },
  {
    boxes: "alvistack/ubuntu-22.04 | ubuntu | 22.04\nalvistack/ubuntu-24.04 | ubuntu | 24.04",
    source: "https://github.com/alvistack/vagrant-ubuntu",
  },
  {
    boxes: "perk/ubuntu-2204-arm64 | ubuntu | 22.04",
    architectures: ["arm64"],
    source: "https://github.com/perk/vagrant-qemu-ubuntu",
  },
  {
    // The names of these contain the system.
    boxes: `
boxomatic/debian-12 | debian | 12
eurolinux-vagrant/centos-stream-8 | centos | stream8
eurolinux-vagrant/centos-stream-9 | centos | stream9
fasmat/ubuntu2204-desktop | ubuntu | 22.04
sylabs/singularity-3.5-ubuntu-bionic64 | ubuntu | 18.04
utm/ubuntu-24.04 | ubuntu | 24.04`,
    source: "https://portal.cloud.hashicorp.com/vagrant/discover",
  },
  {
    boxes: `
jeffnoxon/ubuntu-20.04-arm64 | ubuntu | 20.04
net9/ubuntu-24.04-arm64 | ubuntu | 24.04
spox/ubuntu-arm | ubuntu | -`,
    architectures: ["arm64"],
    source: "https://portal.cloud.hashicorp.com/vagrant/discover",
  },
  {
    boxes: "rapid7/metasploitable3-ub1404 | ubuntu | 14.04",
    architectures: ["amd64"],
    source: "https://github.com/rapid7/metasploitable3",
  },
  {
    boxes: "jborean93/WindowsServer2019 | windows | 2019\njborean93/WindowsServer2022 | windows | 2022",
    architectures: ["amd64"],
    source: "https://github.com/jborean93/packer-windoze",
  },
  { boxes: "laravel/homestead | ubuntu | -", source: "https://github.com/laravel/settler" },
  {
    boxes: "scotch/box | ubuntu | -",
    providers: ["virtualbox"],
    source: "https://github.com/scotch-io/scotch-box",
  },
];
