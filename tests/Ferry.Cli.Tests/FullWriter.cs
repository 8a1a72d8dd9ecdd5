namespace Ferry.Cli.Tests;

/// <summary>A stream on a disk without space.</summary>
internal sealed class FullWriter : StringWriter
{
    public override void Write(char value) => throw Full();

    public override void Write(string? value) => throw Full();

    public override void WriteLine(string? value) => throw Full();

    public override void Write(char[] buffer, int index, int count) => throw Full();

    private static IOException Full() => new("No space left on device");
}
