import { lazy } from "../text/lazy.ts";
import { nearest } from "../text/nearest.ts";

export type PartitionId =
  | "aws"
  | "aws-us-gov"
  | "aws-cn"
  | "aws-eusc"
  | "aws-iso"
  | "aws-iso-b"
  | "aws-iso-e"
  | "aws-iso-f";

/** What is wrong with the name of an ECR registry. `suggestion` is the host that was probably meant. */
export type EcrHostProblem =
  /** The account id is not 12 digits. */
  | { readonly kind: "account"; readonly suggestion: null }
  /** `dkr-ecr` goes with `.on.aws`, `dkr.ecr` with `.amazonaws.com`: the mixture does not resolve. */
  | { readonly kind: "endpoint"; readonly suggestion: string }
  /** No region under this suffix is named like that: the host does not resolve. */
  | { readonly kind: "impossible-region"; readonly suggestion: string | null }
  /** The region could exist, but is not known here; new ones appear all the time. */
  | { readonly kind: "unknown-region"; readonly suggestion: string | null };

/** The host of a private Amazon ECR registry, taken apart. */
export interface EcrHost {
  readonly account: string;
  readonly region: string;
  readonly fips: boolean;
  /** Null if no partition can have such a region under such a suffix. */
  readonly partition: PartitionId | null;
  readonly problem: EcrHostProblem | null;
}

type Endpoint = "dkr.ecr" | "dkr-ecr";

/** One of AWS's separate clouds: its regions and how its ECR hosts end, for each kind of endpoint. */
interface Partition {
  readonly id: PartitionId;
  readonly suffixes: Readonly<Partial<Record<Endpoint, string>>>;
  /** How the names of its regions begin, before `-<word>-<number>`. */
  readonly area: RegExp;
  readonly regions: readonly string[];
}

// Regions of @aws-sdk/core 3.981.0, partitions.js; suffixes of the ECR credential helpers of AWS and Kubernetes.
const partitions = lazy((): readonly Partition[] => [
  {
    id: "aws",
    suffixes: { "dkr.ecr": "amazonaws.com", "dkr-ecr": "on.aws" },
    area: /^(?:us|eu|ap|sa|ca|me|af|il|mx)$/,
    regions: words(`
      af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1
      ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1
      eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1
      me-south-1 me-west-1 mx-central-1 sa-east-1 sa-west-1 us-east-1 us-east-2 us-west-1 us-west-2`),
  },
  {
    id: "aws-us-gov",
    suffixes: { "dkr.ecr": "amazonaws.com", "dkr-ecr": "on.aws" },
    area: /^us-gov$/,
    regions: ["us-gov-east-1", "us-gov-west-1"],
  },
  {
    id: "aws-cn",
    suffixes: { "dkr.ecr": "amazonaws.com.cn", "dkr-ecr": "on.amazonwebservices.com.cn" },
    area: /^cn$/,
    regions: ["cn-north-1", "cn-northwest-1"],
  },
  { id: "aws-eusc", suffixes: { "dkr.ecr": "amazonaws.eu" }, area: /^eusc-de$/, regions: ["eusc-de-east-1"] },
  {
    id: "aws-iso",
    suffixes: { "dkr.ecr": "c2s.ic.gov" },
    area: /^us-iso$/,
    regions: ["us-iso-east-1", "us-iso-west-1"],
  },
  {
    id: "aws-iso-b",
    suffixes: { "dkr.ecr": "sc2s.sgov.gov" },
    area: /^us-isob$/,
    regions: ["us-isob-east-1", "us-isob-west-1"],
  },
  { id: "aws-iso-e", suffixes: { "dkr.ecr": "cloud.adc-e.uk" }, area: /^eu-isoe$/, regions: ["eu-isoe-west-1"] },
  {
    id: "aws-iso-f",
    suffixes: { "dkr.ecr": "csp.hci.ic.gov" },
    area: /^us-isof$/,
    regions: ["us-isof-east-1", "us-isof-south-1"],
  },
]);

/** As the credential helpers of AWS and Kubernetes recognise a host; and what can only have been meant as one, taken apart. */
const patterns = lazy(() => {
  const suffixes = [...new Set(partitions().flatMap(suffixesOf))];
  const anySuffix = `(?:${suffixes.map((suffix) => suffix.replaceAll(".", "\\.")).join("|")})`;
  return {
    recognised: new RegExp(`^[0-9]{12}\\.dkr[.-]ecr(?:-fips)?\\.[a-zA-Z0-9][\\w-]*\\.${anySuffix}$`),
    meant: new RegExp(`^([^./]*)\\.(dkr[.-]ecr)(-fips)?\\.([^./]*)\\.(${anySuffix})$`),
  };
});

/** Whether a host is that of a private ECR registry, as AWS's own tools recognise it, possible or not. */
export function isEcrHost(host: string): boolean {
  return mayBeEcr(host) && patterns().recognised.test(host);
}

/** Takes apart a host that can only be meant as a private ECR registry, and says what is wrong with it; null for any other host. */
export function parseEcrHost(host: string): EcrHost | null {
  const match = mayBeEcr(host) ? patterns().meant.exec(host) : null;
  if (match === null) return null;
  const [, account = "", written, fips = "", region = "", suffix = ""] = match;
  const endpoint: Endpoint = written === "dkr-ecr" ? "dkr-ecr" : "dkr.ecr";
  const partition = partitions().find((one) => fits(one, region) && suffixesOf(one).includes(suffix)) ?? null;
  const problem = judge({ account, endpoint, fips, region, suffix }, partition);
  return { account, region, fips: fips !== "", partition: partition?.id ?? null, problem };
}

// Of most hosts nothing more is asked.
function mayBeEcr(host: string): boolean {
  return host.includes(".dkr");
}

interface Parts {
  readonly account: string;
  readonly endpoint: Endpoint;
  readonly fips: string;
  readonly region: string;
  readonly suffix: string;
}

function judge(parts: Parts, partition: Partition | null): EcrHostProblem | null {
  const { account, endpoint, region, suffix } = parts;
  if (!/^[0-9]{12}$/.test(account)) return { kind: "account", suggestion: null };
  if (partition === null) return { kind: "impossible-region", suggestion: withNearestRegion(parts) };
  const right: Endpoint = partition.suffixes["dkr-ecr"] === suffix ? "dkr-ecr" : "dkr.ecr";
  // The two helpers do not agree on the dual-stack endpoint of China.
  if (right !== endpoint && partition.id !== "aws-cn") {
    return { kind: "endpoint", suggestion: join({ ...parts, endpoint: right }) };
  }
  return partition.regions.includes(region) ? null : { kind: "unknown-region", suggestion: withNearestRegion(parts) };
}

/** The same registry under the suffix that its region has, or in the region that was mistyped. */
function withNearestRegion(parts: Parts): string | null {
  const home = partitions().find((partition) => partition.regions.includes(parts.region))?.suffixes[parts.endpoint];
  if (home !== undefined) return join({ ...parts, suffix: home });
  const neighbours = partitions().filter((partition) => suffixesOf(partition).includes(parts.suffix));
  const region = nearest(
    parts.region,
    neighbours.flatMap((partition) => partition.regions),
  );
  return region === null ? null : join({ ...parts, region });
}

function join({ account, endpoint, fips, region, suffix }: Parts): string {
  return `${account}.${endpoint}${fips}.${region}.${suffix}`;
}

function suffixesOf(partition: Partition): readonly string[] {
  return Object.values(partition.suffixes);
}

function fits(partition: Partition, region: string): boolean {
  const area = /^([a-z]+(?:-[a-z]+)?)-[a-z]+-[0-9]+$/.exec(region)?.[1];
  return area !== undefined && partition.area.test(area);
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
