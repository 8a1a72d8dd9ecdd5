using Ferry.Archives;
using Ferry.Schema;

namespace Ferry.Cli.Output.Documents;

/// <summary>One table of a backup.</summary>
internal sealed record TableDocument(string Name, string Content, long Rows, long Bytes)
{
    public static TableDocument From(ManifestTable table) => new(
        table.Name,
        table.Content switch
        {
            TableContent.Rows => "rows",
            TableContent.StructureOnly => "structureOnly",
            _ => "remote",
        },
        table.Rows,
        table.Bytes);
}
