namespace Ferry.Environments;

/// <summary>A secret as a configuration names it: <c>env:NAME</c>, <c>file:PATH</c>, or itself.</summary>
internal readonly record struct SecretReference(SecretKind Kind, string Text)
{
    private const string Variable = "env:";
    private const string File = "file:";

    public static SecretReference Parse(string text) =>
        text.StartsWith(Variable, StringComparison.OrdinalIgnoreCase) ? new(SecretKind.Variable, text[Variable.Length..].Trim())
        : text.StartsWith(File, StringComparison.OrdinalIgnoreCase) ? new(SecretKind.File, text[File.Length..].Trim())
        : new(SecretKind.Literal, text);

    /// <summary>Not the text: it may be the secret.</summary>
    public override string ToString() => Kind.ToString();
}
