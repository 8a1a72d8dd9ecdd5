namespace Ferry.Environments;

/// <summary>Lets a section be written as a single text, which then stands for one of its settings.</summary>
/// <param name="property">The setting that the text stands for.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ShorthandAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}
