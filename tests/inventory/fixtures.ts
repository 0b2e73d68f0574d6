/*
 * One realistic text of each format, in the form in which its tool writes it: with packages for development, optional
 * and peer ones, aliases, nested copies, scopes, repositories and workspaces.
 */

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const registry = (path: string): string => `https://registry.example.org/${path}`;
const integrity = "sha512-q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA==";

export const packageLock1 = json({
  name: "shop",
  version: "1.0.0",
  lockfileVersion: 1,
  requires: true,
  dependencies: {
    "@acme/widget": {
      version: "1.4.2",
      resolved: registry("@acme/widget/-/widget-1.4.2.tgz"),
      integrity,
      requires: { debug: "^2.0.0" },
      dependencies: {
        debug: {
          version: "2.6.9",
          resolved: registry("debug/-/debug-2.6.9.tgz"),
          integrity,
          requires: { ms: "2.0.0" },
        },
        ms: { version: "2.0.0", resolved: registry("ms/-/ms-2.0.0.tgz"), integrity },
      },
    },
    "blue-lodash": { version: "npm:lodash@4.17.20", integrity },
    "blue-widget": { version: "npm:@acme/widget@2.0.0-rc.1+build.5", integrity },
    constructor: { version: "1.0.0", integrity },
    debug: { version: "4.3.4", integrity, dev: true, requires: { ms: "2.1.2" } },
    forge: { version: "git+ssh://git@github.com/acme/forge.git#0f1e2d3c", from: "forge@github:acme/forge" },
    fsevents: { version: "2.3.3", integrity, optional: true },
    ms: { version: "2.1.2", integrity, dev: true },
    short: { version: "github:acme/short#9a8b7c6d", from: "short@acme/short" },
    tarball: { version: "https://example.org/tarball-1.0.0.tgz", integrity },
    tools: { version: "file:packages/tools" },
  },
});

export const packageLock3 = json({
  name: "shop",
  version: "1.0.0",
  lockfileVersion: 3,
  requires: true,
  packages: {
    "": {
      name: "shop",
      version: "1.0.0",
      workspaces: ["packages/*"],
      dependencies: { "@acme/widget": "^1.4.0" },
    },
    "node_modules/@acme/tools": { resolved: "packages/tools", link: true },
    "node_modules/@acme/widget": {
      version: "1.4.2",
      resolved: registry("@acme/widget/-/widget-1.4.2.tgz"),
      integrity,
    },
    "node_modules/@acme/widget/node_modules/debug": { version: "2.6.9", integrity, license: "MIT" },
    "node_modules/blue-lodash": { name: "lodash", version: "4.17.20", integrity },
    "node_modules/bundle/node_modules/inner": { version: "0.1.0", inBundle: true, license: "MIT" },
    "node_modules/debug": { version: "4.3.4", integrity, dev: true, engines: { node: ">=6.0" } },
    "node_modules/forge": { version: "3.0.0", resolved: "git+ssh://git@github.com/acme/forge.git#0f1e2d3c" },
    "node_modules/fsevents": { version: "2.3.3", integrity, optional: true, hasInstallScript: true },
    "node_modules/outside": { resolved: "../outside", link: true },
    "node_modules/packed": { version: "1.0.0", resolved: "file:packed-1.0.0.tgz", integrity },
    "node_modules/react": { version: "18.2.0", integrity, peer: true },
    "node_modules/strange": { resolved: registry("strange") },
    "packages/tools": { name: "@acme/tools", version: "0.0.1" },
  },
});

export const packageLock2 = json({
  ...JSON.parse(packageLock3),
  lockfileVersion: 2,
  dependencies: {
    "blue-lodash": { version: "npm:lodash@4.17.20", integrity },
    "only-old": { version: "9.9.9" },
  },
});

export const pnpm5 = `lockfileVersion: 5.4

importers:

  .:
    specifiers:
      '@acme/widget': ^1.4.0
      tools: workspace:*
    dependencies:
      '@acme/widget': 1.4.2_react@18.2.0
      tools: link:packages/tools

packages:

  /@acme/widget/1.4.2_react@18.2.0:
    resolution: {integrity: ${integrity}}
    peerDependencies:
      react: '>=16'
    dependencies:
      react: 18.2.0
    dev: false

  /@babel/core/7.20.0_@babel+types@7.20.0:
    resolution: {integrity: ${integrity}}
    dev: true

  /lodash/4.17.20:
    resolution: {integrity: ${integrity}}
    dev: false

  /old_name/1.0.0-beta.1/react@18.2.0:
    resolution: {integrity: ${integrity}}

  /react/18.2.0:
    resolution: {integrity: ${integrity}}
    engines: {node: '>=0.10.0'}

  github.com/1acme/forge/0f1e2d3c:
    resolution: {tarball: https://codeload.github.com/1acme/forge/tar.gz/0f1e2d3c}
    name: forge
    version: 3.0.0

  git@bitbucket.org+acme/other/6104ae42:
    resolution: {commit: 6104ae42, repo: git@bitbucket.org:acme/other.git, type: git}
    name: other
    version: 1.0.0

  '@example.org/tarballs/tarball.tgz':
    resolution: {tarball: https://example.org/tarballs/tarball.tgz}
    name: tarball
    version: 1.0.0

  registry.example.org/private/2.0.0:
    resolution: {integrity: ${integrity}}

  file:packed-1.0.0.tgz:
    resolution: {integrity: ${integrity}, tarball: file:packed-1.0.0.tgz}
    name: packed
    version: 1.0.0
`;

export const pnpm6 = `lockfileVersion: '6.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

dependencies:
  '@acme/widget':
    specifier: ^1.4.0
    version: 1.4.2(react@18.2.0)
  blue-lodash:
    specifier: npm:lodash@4.17.20
    version: /lodash@4.17.20
  tools:
    specifier: workspace:*
    version: link:packages/tools

packages:

  /@acme/widget@1.4.2(react@18.2.0):
    resolution: {integrity: ${integrity}}
    dev: false

  /@babel/core@7.20.0(@babel/types@7.20.0)(react@18.2.0):
    resolution: {integrity: ${integrity}}
    dev: true

  /lodash@4.17.20:
    resolution: {integrity: ${integrity}}

  /react@18.2.0:
    resolution: {integrity: ${integrity}}

  ? /styled@1.0.0(${Array.from({ length: 60 }, (_, i) => `@acme/part-${i}@1.0.0`).join(")(")})
  : resolution: {integrity: ${integrity}}
    dev: false

  github.com/acme/forge/0f1e2d3c:
    resolution: {tarball: https://codeload.github.com/acme/forge/tar.gz/0f1e2d3c}
    name: forge
    version: 3.0.0

  file:packages/packed:
    resolution: {directory: packages/packed, type: directory}
    name: packed
`;

export const pnpm9 = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .:
    dependencies:
      '@acme/widget':
        specifier: ^1.4.0
        version: 1.4.2(react@18.2.0)
      blue-lodash:
        specifier: npm:lodash@4.17.20
        version: lodash@4.17.20
      tools:
        specifier: workspace:*
        version: link:packages/tools
    devDependencies:
      debug:
        specifier: ^4.0.0
        version: 4.3.4

  packages/tools: {}

packages:

  '@acme/widget@1.4.2':
    resolution: {integrity: ${integrity}}
    peerDependencies:
      react: '>=16'

  debug@2.6.9:
    resolution: {integrity: ${integrity}}

  debug@4.3.4:
    resolution: {integrity: ${integrity}}
    engines: {node: '>=6.0'}

  forge@https://codeload.github.com/acme/forge/tar.gz/0f1e2d3c:
    resolution: {tarball: https://codeload.github.com/acme/forge/tar.gz/0f1e2d3c}
    version: 3.0.0

  fsevents@2.3.3:
    resolution: {integrity: ${integrity}}
    os: [darwin]

  lodash@4.17.20:
    resolution: {integrity: ${integrity}}

  packed@file:packed-1.0.0.tgz:
    resolution: {integrity: ${integrity}, tarball: file:packed-1.0.0.tgz}
    version: 1.0.0

  react@18.2.0:
    resolution: {integrity: ${integrity}}

  tarball@https://example.org/tarball-1.0.0.tgz:
    resolution: {tarball: https://example.org/tarball-1.0.0.tgz}
    version: 1.0.0

snapshots:

  '@acme/widget@1.4.2(react@18.2.0)':
    dependencies:
      debug: 2.6.9
      react: 18.2.0

  debug@2.6.9: {}

  debug@4.3.4: {}

  forge@https://codeload.github.com/acme/forge/tar.gz/0f1e2d3c: {}

  fsevents@2.3.3:
    optional: true

  lodash@4.17.20: {}

  packed@file:packed-1.0.0.tgz: {}

  react@18.2.0: {}

  tarball@https://example.org/tarball-1.0.0.tgz: {}
`;

export const yarn1 = `# THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.
# yarn lockfile v1


"@acme/widget@^1.4.0", "@acme/widget@^1.4.1":
  version "1.4.2"
  resolved "https://registry.example.org/@acme/widget/-/widget-1.4.2.tgz#0123456789abcdef"
  integrity ${integrity}
  dependencies:
    debug "^2.0.0"
    version "^9.0.0"

"blue-lodash@npm:lodash@4.17.20":
  version "4.17.20"
  resolved "https://registry.example.org/lodash/-/lodash-4.17.20.tgz#0123456789abcdef"

"blue-widget@npm:@acme/widget@^2.0.0":
  version "2.0.0"

debug@^2.0.0:
  version "2.6.9"
  resolved "https://registry.example.org/debug/-/debug-2.6.9.tgz#0123456789abcdef"

debug@4, debug@^4.3.1:
  version "4.3.4"

concat-map@0.0.1:
  "version" "0.0.1"
  "dependencies"
    "version" "9.0.0"

"plain@https://github.com/acme/plain":
  version "1.0.0"

"anything@":
  version "5.0.0"

"forge@git+https://github.com/acme/forge.git":
  version "3.0.0"
  resolved "git+https://github.com/acme/forge.git#0f1e2d3c"

short@acme/short:
  version "1.2.3"
  resolved "https://codeload.github.com/acme/short/tar.gz/9a8b7c6d"

"tarball@https://example.org/tarball-1.0.0.tgz":
  version "1.0.0"
  resolved "https://example.org/tarball-1.0.0.tgz#0123456789abcdef"

"tools@file:packages/tools":
  version "0.0.1"

"unfinished@^1.0.0":
  resolved "https://registry.example.org/unfinished/-/unfinished-1.0.0.tgz"
`;

export const yarnBerry = `# This file is generated by running "yarn install" inside your project.
# Manual changes might be lost - proceed with caution!

__metadata:
  version: 8
  cacheKey: 10c0

"@acme/tools@npm:*, @acme/tools@workspace:packages/tools":
  version: 0.0.0-use.local
  resolution: "@acme/tools@workspace:packages/tools"
  languageName: unknown
  linkType: soft

"@acme/widget@npm:^1.4.0":
  version: 1.4.2
  resolution: "@acme/widget@npm:1.4.2"
  dependencies:
    debug: "npm:^2.0.0"
    version: "npm:^9.0.0"
  peerDependencies:
    react: ">=16"
  checksum: 10c0/0123456789abcdef
  languageName: node
  linkType: hard

"blue-lodash@npm:lodash@4.17.20":
  version: 4.17.20
  resolution: "lodash@npm:4.17.20"
  languageName: node
  linkType: hard

"debug@npm:4, debug@npm:^4.3.1":
  version: 4.3.4
  resolution: "debug@npm:4.3.4"
  languageName: node
  linkType: hard

"forge@https://github.com/acme/forge.git":
  version: 3.0.0
  resolution: "forge@https://github.com/acme/forge.git#commit=0f1e2d3c"
  languageName: node
  linkType: hard

"fsevents@patch:fsevents@npm%3A~2.3.2#optional!builtin<compat/fsevents>":
  version: 2.3.3
  resolution: "fsevents@patch:fsevents@npm%3A2.3.3#optional!builtin<compat/fsevents>::version=2.3.3&hash=df0bf1"
  dependencies:
    node-gyp: "npm:latest"
  conditions: os=darwin
  languageName: node
  linkType: hard

? "many@npm:^1.0.0, ${Array.from({ length: 100 }, (_, i) => `many@npm:^1.0.${i}`).join(", ")}"
:
  version: 1.9.0
  resolution: "many@npm:1.9.0"
  languageName: node
  linkType: hard

"shop@workspace:.":
  version: 0.0.0-use.local
  resolution: "shop@workspace:."
  languageName: unknown
  linkType: soft
`;

export const requirements = `# Written by hand
--index-url https://packages.example.org/simple
-r base.txt
-e ./tools
-e git+https://github.com/acme/editable.git#egg=editable

Django==4.2.1 ; python_version >= "3.8"  # the site
requests[security,socks]==2.31.0 \\
    --hash=sha256:0123456789abcdef \\
    --hash=sha256:fedcba9876543210
    # via acme
Zope.Interface_Extra === 5.0
ruamel.yaml (==0.17.21)
both>=1.0,==1.4
epoch==1!2.0.post1+local.1
# a comment does not go on \\
click==8.1.7
six==1.16.*
qwert==${"$"}{VERSION}
with-options==1.0 --config-settings "a=b"
urllib3>=1.26,<2
anything
forge @ git+https://github.com/acme/forge.git@v1.0
wheel @ https://example.org/wheel-1.0-py3-none-any.whl
./downloads/packed-1.0.tar.gz
https://example.org/address-1.0.zip
git+https://github.com/acme/bare.git
!!!
`;

export const poetry = `# This file is automatically @generated by Poetry 1.8.2 and should not be changed by hand.

[[package]]
name = "Django"
version = "4.2.1"
description = "A web framework."
optional = false
python-versions = ">=3.8"
files = [
    {file = "Django-4.2.1-py3-none-any.whl", hash = "sha256:0123456789abcdef"},
]

[package.dependencies]
asgiref = ">=3.6.0,<4"

[package.extras]
argon2 = ["argon2-cffi (>=19.1.0)"]

[[package]]
name = "forge"
version = "3.0.0"
description = ""
optional = false
python-versions = "*"
files = []
develop = false

[package.source]
type = "git"
url = "https://github.com/acme/forge.git"
reference = "main"
resolved_reference = "0f1e2d3c"

[[package]]
name = "private"
version = "1.0.0"
description = ""
optional = true
python-versions = "*"
files = []

[package.source]
type = "legacy"
url = "https://packages.example.org/simple"
reference = "acme"

[[package]]
name = "tools"
version = "0.0.1"
description = ""
optional = false
python-versions = "*"
files = []

[package.source]
type = "directory"
url = "tools"

[[package]]
name = "wheel"
version = "1.0"
description = ""
optional = false
python-versions = "*"
files = []

[package.source]
type = "url"
url = "https://example.org/wheel-1.0-py3-none-any.whl"

[metadata]
lock-version = "2.0"
python-versions = "^3.11"
content-hash = "0123456789abcdef"
`;

export const uv = `version = 1
requires-python = ">=3.12"

[[package]]
name = "shop"
version = "0.1.0"
source = { virtual = "." }
dependencies = [
    { name = "django" },
]

[[package]]
name = "django"
version = "4.2.1"
source = { registry = "https://packages.example.org/simple" }
sdist = { url = "https://packages.example.org/django-4.2.1.tar.gz", hash = "sha256:0123", size = 1 }
wheels = [
    { url = "https://packages.example.org/django-4.2.1-py3-none-any.whl", hash = "sha256:0123", size = 1 },
]

[[package]]
name = "forge"
version = "3.0.0"
source = { git = "https://github.com/acme/forge.git#0f1e2d3c" }

[[package]]
name = "tools"
version = "0.0.1"
source = { editable = "tools" }

[[package]]
name = "wheel"
version = "1.0"
source = { url = "https://example.org/wheel-1.0-py3-none-any.whl" }
`;

export const cargo = `# This file is automatically @generated by Cargo.
# It is not intended for manual editing.
version = 3

[[package]]
name = "forge"
version = "3.0.0"
source = "git+https://github.com/acme/forge?branch=main#0f1e2d3c"

[[package]]
name = "rand"
version = "0.7.3"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "0123456789abcdef"

[[package]]
name = "rand"
version = "0.8.5"
source = "sparse+https://index.crates.io/"
checksum = "0123456789abcdef"
dependencies = [
 "libc",
 "rand 0.7.3",
]

[[package]]
name = "shop"
version = "0.1.0"
dependencies = [
 "rand 0.8.5",
]

[[package]]
name = "wasi"
version = "0.11.0+wasi-snapshot-preview1"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "0123456789abcdef"
`;

export const gemfile = `GIT
  remote: https://github.com/acme/forge.git
  revision: 0f1e2d3c
  branch: main
  specs:
    forge (3.0.0)
      rack (>= 2.0)

PATH
  remote: engines/shop
  specs:
    shop (0.1.0)
      rails (~> 7.0)

GEM
  remote: https://rubygems.org/
  specs:
    nokogiri (1.15.0-x86_64-linux)
      racc (~> 1.4)
    nokogiri (1.15.0)
      mini_portile2 (~> 2.8.2)
    racc (1.6.2)
    rails (7.1.0.beta1)
      rack (>= 2.2.4)
    rack (2.2.7)

PLATFORMS
  ruby
  x86_64-linux

DEPENDENCIES
  forge!
  rails (~> 7.0)
  shop!

CHECKSUMS
  racc (1.6.2) sha256=0123456789abcdef

RUBY VERSION
   ruby 3.2.2p53

BUNDLED WITH
   2.4.13
`;

export const goSum = `github.com/Acme/widget v1.4.2 h1:q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=
github.com/Acme/widget v1.4.2/go.mod h1:q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=
github.com/acme/old v14.2.0+incompatible h1:q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=
github.com/acme/chosen v0.9.0/go.mod h1:q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=
golang.org/x/text v0.0.0-20170915032832-14c0d48ead0c h1:q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=
`;

export const goMod = `module example.org/shop // the shop

go 1.22

toolchain go1.22.1

require github.com/Acme/widget v1.4.2

require (
	github.com/acme/forked v1.0.0
	github.com/acme/local v1.0.0 // indirect
	"github.com/acme/old" v14.2.0+incompatible
	github.com/acme/pinned v1.1.0
)

exclude github.com/acme/bad v0.1.0

replace (
	github.com/acme/forked => github.com/other/forked v1.0.1
	github.com/acme/local v1.0.0 => ../local
	github.com/acme/pinned v9.9.9 => ../pinned
)

retract [v1.0.0, v1.0.5]
`;

export const composer = json({
  _readme: ["This file locks the dependencies of your project to a known state"],
  "content-hash": "0123456789abcdef",
  packages: [
    {
      name: "Acme/Widget",
      version: "v1.4.2",
      dist: { type: "zip", url: "https://example.org/1" },
      type: "library",
    },
    {
      name: "acme/forge",
      version: "dev-main",
      source: { type: "git", url: "https://github.com/acme/forge.git" },
    },
    {
      name: "acme/next",
      version: "2.x-dev",
      source: { type: "git", url: "https://github.com/acme/next.git" },
    },
    { name: "acme/tools", version: "0.0.1", dist: { type: "path", url: "../tools" } },
    { name: "acme/beta", version: "1.0.0-beta1" },
  ],
  "packages-dev": [{ name: "acme/testing", version: "10.1.0" }],
  aliases: [],
  "minimum-stability": "stable",
});

export const cycloneDx = json({
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  version: 1,
  metadata: {
    component: {
      type: "application",
      name: "shop",
      version: "1.0.0",
      purl: "pkg:npm/shop@1.0.0",
      components: [{ type: "library", name: "part", version: "1.0.0", purl: "pkg:npm/part@1.0.0" }],
    },
  },
  components: [
    {
      type: "library",
      group: "@acme",
      name: "widget",
      version: "1.4.2",
      purl: "pkg:npm/%40acme/widget@1.4.2",
      components: [
        {
          type: "library",
          name: "debug",
          version: "2.6.9",
          purl: "pkg:npm/debug@2.6.9",
          components: [{ type: "library", name: "ms", version: "2.0.0", purl: "pkg:npm/ms@2.0.0" }],
        },
      ],
    },
    {
      type: "library",
      group: "org.acme",
      name: "core",
      version: "2.14.1",
      purl: "pkg:maven/org.acme/core?type=jar",
    },
    {
      type: "library",
      name: "JSONStream",
      version: "1.3.5",
      scope: "optional",
      purl: "pkg:npm/JSONStream@1.3.5",
    },
    {
      type: "library",
      name: "curl",
      version: "7.88.1",
      purl: "pkg:deb/debian/curl@7.88.1-10?distro=debian-12",
    },
    { type: "operating-system", name: "debian", version: "12" },
    { type: "library", name: "odd", version: "1", purl: "pkg:unheard-of/odd@1" },
    { type: "library", name: "broken", version: "1", purl: "npm/broken@1" },
    { type: "library", name: "unknown", purl: "pkg:npm/unknown" },
  ],
});

const spdxDocument = {
  spdxVersion: "SPDX-2.3",
  dataLicense: "CC0-1.0",
  SPDXID: "SPDXRef-DOCUMENT",
  name: "shop",
  packages: [
    {
      name: "@acme/widget",
      SPDXID: "SPDXRef-1",
      versionInfo: "1.4.2",
      externalRefs: [
        {
          referenceCategory: "SECURITY",
          referenceType: "cpe23Type",
          referenceLocator: "cpe:2.3:a:acme:widget:1.4.2",
        },
        {
          referenceCategory: "PACKAGE-MANAGER",
          referenceType: "purl",
          referenceLocator: "pkg:npm/%40acme/widget@1.4.2",
        },
      ],
    },
    {
      name: "github.com/acme/old",
      SPDXID: "SPDXRef-2",
      versionInfo: "v14.2.0+incompatible",
      externalRefs: [
        {
          referenceCategory: "PACKAGE_MANAGER",
          referenceType: "purl",
          referenceLocator: "pkg:golang/github.com/acme/old@v14.2.0%2Bincompatible",
        },
      ],
    },
    {
      name: "ranged",
      SPDXID: "SPDXRef-3",
      versionInfo: "^4.17.0",
      externalRefs: [
        { referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: "pkg:npm/ranged" },
      ],
    },
    {
      name: "unknown",
      SPDXID: "SPDXRef-4",
      versionInfo: "NOASSERTION",
      externalRefs: [
        { referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: "pkg:pypi/unknown" },
      ],
    },
    { name: "com.github.acme/shop", SPDXID: "SPDXRef-5", versionInfo: "main" },
  ],
};

export const spdx = json(spdxDocument);

/** As GitHub exports it. */
export const spdxWrapped = json({ sbom: spdxDocument });

export const spdx3 = json({
  "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
  "@graph": [
    { type: "CreationInfo", "@id": "_:info", specVersion: "3.0.1" },
    {
      type: "software_Package",
      spdxId: "https://example.org/1",
      name: "widget",
      software_packageVersion: "1.4.2",
      software_packageUrl: "pkg:npm/%40acme/widget@1.4.2",
    },
    {
      type: "software_Package",
      spdxId: "https://example.org/2",
      name: "django",
      software_packageVersion: "4.2.1",
      externalIdentifier: [
        {
          type: "ExternalIdentifier",
          externalIdentifierType: "cpe23",
          identifier: "cpe:2.3:a:x:django:4.2.1",
        },
        { type: "ExternalIdentifier", externalIdentifierType: "packageUrl", identifier: "pkg:pypi/Django" },
      ],
    },
    { type: "software_Package", spdxId: "https://example.org/3", name: "nameless" },
  ],
});

export const purls = `# what the shop uses
pkg:npm/%40acme/widget@1.4.2
pkg:npm/@acme/widget@1.4.3

pkg:maven/org.acme/core@2.14.1?type=jar
PKG:pypi/Zope.Interface@5.0
pkg:golang/github.com/acme/widget@v1.4.2#cmd
pkg:composer/Acme/Widget@v1.4.2
pkg:deb/raspbian/curl@7.88.1
pkg:npm/unknown
`;

/** Every fixture with the name of its file. */
export const fixtures: readonly (readonly [file: string, text: string])[] = [
  ["package-lock.json", packageLock1],
  ["package-lock.json", packageLock2],
  ["package-lock.json", packageLock3],
  ["pnpm-lock.yaml", pnpm5],
  ["pnpm-lock.yaml", pnpm6],
  ["pnpm-lock.yaml", pnpm9],
  ["yarn.lock", yarn1],
  ["yarn.lock", yarnBerry],
  ["requirements.txt", requirements],
  ["poetry.lock", poetry],
  ["uv.lock", uv],
  ["Cargo.lock", cargo],
  ["Gemfile.lock", gemfile],
  ["go.sum", goSum],
  ["go.mod", goMod],
  ["composer.lock", composer],
  ["bom.cdx.json", cycloneDx],
  ["shop.spdx.json", spdx],
  ["export.json", spdxWrapped],
  ["shop.spdx3.json", spdx3],
  ["purls.txt", purls],
];
