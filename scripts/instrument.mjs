// Counts what runs: puts a counter into every branch of the modules of src/ that esbuild bundles.
import { readFileSync } from "node:fs";
import typescript from "typescript";

const { factory } = typescript;

/** A plugin for esbuild. The bundle counts in `globalThis.hits`, a typed array; `size()` tells how many counters it needs. */
export function instrumentation(folder) {
  let counters = 0;
  const plugin = {
    name: "instrumentation",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, "utf8");
        if (!path.startsWith(folder)) return { contents: text, loader: "ts" };
        const file = typescript.createSourceFile(path, text, typescript.ScriptTarget.ES2023, true);
        const { transformed } = typescript.transform(file, [(context) => (node) => instrument(node, context)]);
        return { contents: typescript.createPrinter().printFile(transformed[0]), loader: "ts" };
      });
    },
  };
  return { plugin, size: () => counters };

  /** `hits[n]++` */
  function count() {
    const hits = factory.createElementAccessExpression(factory.createIdentifier("hits"), counters++);
    return factory.createPostfixIncrement(hits);
  }

  function counted(expression) {
    return factory.createParenthesizedExpression(factory.createComma(count(), expression));
  }

  function block(statement) {
    const statements = typescript.isBlock(statement) ? statement.statements : [statement];
    return factory.createBlock([factory.createExpressionStatement(count()), ...statements], true);
  }

  function instrument(root, context) {
    const visit = (original) => {
      const node = typescript.visitEachChild(original, visit, context);
      if (typescript.isIfStatement(node)) {
        const otherwise = node.elseStatement === undefined ? undefined : block(node.elseStatement);
        return factory.updateIfStatement(node, node.expression, block(node.thenStatement), otherwise);
      }
      if (typescript.isForStatement(node))
        return factory.updateForStatement(
          node,
          node.initializer,
          node.condition,
          node.incrementor,
          block(node.statement),
        );
      if (typescript.isForOfStatement(node))
        return factory.updateForOfStatement(
          node,
          node.awaitModifier,
          node.initializer,
          node.expression,
          block(node.statement),
        );
      if (typescript.isForInStatement(node))
        return factory.updateForInStatement(node, node.initializer, node.expression, block(node.statement));
      if (typescript.isWhileStatement(node))
        return factory.updateWhileStatement(node, node.expression, block(node.statement));
      if (typescript.isCaseClause(node) && node.statements.length > 0)
        return factory.updateCaseClause(node, node.expression, [
          factory.createExpressionStatement(count()),
          ...node.statements,
        ]);
      if (typescript.isConditionalExpression(node)) {
        const { condition, questionToken, whenTrue, colonToken, whenFalse } = node;
        return factory.updateConditionalExpression(
          node,
          condition,
          questionToken,
          counted(whenTrue),
          colonToken,
          counted(whenFalse),
        );
      }
      if (typescript.isBinaryExpression(node) && isLogical(node.operatorToken.kind))
        return factory.updateBinaryExpression(node, node.left, node.operatorToken, counted(node.right));
      if (typescript.isBlock(node) && typescript.isFunctionLike(original.parent)) return block(node);
      if (typescript.isArrowFunction(node) && !typescript.isBlock(node.body)) {
        const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken, body } = node;
        return factory.updateArrowFunction(
          node,
          modifiers,
          typeParameters,
          parameters,
          type,
          equalsGreaterThanToken,
          counted(body),
        );
      }
      return node;
    };
    return visit(root);
  }
}

function isLogical(kind) {
  return (
    kind === typescript.SyntaxKind.AmpersandAmpersandToken ||
    kind === typescript.SyntaxKind.BarBarToken ||
    kind === typescript.SyntaxKind.QuestionQuestionToken
  );
}
