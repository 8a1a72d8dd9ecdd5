namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>What the reference merger did to one table, in the plan's words.</summary>
internal sealed record ReferenceCounts
{
    public int Inserted { get; set; }

    public int Renumbered { get; set; }

    public int Adopted { get; set; }

    public int Updated { get; set; }

    public int Conflicts { get; set; }

    public int Skipped { get; set; }

    public int Gone { get; set; }

    public int DeletedHere { get; set; }
}
