// Starts GraphiQL on this house's own /graphql, with the first question of a talent partner ready to run.
const firstQuestion = `# Who stands ready for whom, today? Add asOf: {effectiveOn: "2024-06-30"} to ask it of a past day.
{
  position
}
`;

ReactDOM.render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "graphql" }),
    defaultQuery: firstQuestion,
    isHeadersEditorEnabled: true,
  }),
  document.getElementById("graphiql"),
);
