// What a rule says of itself is documentation, and no test can tell whether a sentence of it is true: it is not mutated.
const documentation = new Set(["summary", "why", "sources", "bad", "good", "since"]);

export const strykerPlugins = [
  {
    kind: "Ignore",
    name: "documentation",
    value: {
      shouldIgnore({ node, parentPath }) {
        const isProperty = node.type === "ObjectProperty" && documentation.has(node.key.name);
        return isProperty && parentPath?.node.properties.some(({ key }) => key?.name === "why")
          ? "documentation"
          : undefined;
      },
    },
  },
];
