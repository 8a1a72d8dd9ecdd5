namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>The tool as those have it whose platform has no package of its own.</summary>
public sealed class PortableTool : PackedTool
{
    protected override string? Platform => "linux-s390x";
}
