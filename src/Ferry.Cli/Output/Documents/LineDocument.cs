using System.Text.Json.Serialization;

namespace Ferry.Cli.Output.Documents;

/// <summary>One line of a long job's JSON.</summary>
/// <param name="Type">What kind of line it is; the last of a job that succeeded is a <c>result</c>, of one that failed an <c>error</c>.</param>
internal abstract record LineDocument([property: JsonPropertyOrder(-1)] string Type);
