namespace Ferry;

/// <summary>A password or key that no formatting, logging or serialisation can show.</summary>
/// <param name="value">The secret itself.</param>
public sealed class Secret(string value)
{
    private readonly string _value = value;

    /// <summary>The secret itself, for the one place that sends it.</summary>
    /// <returns>The text given to the constructor.</returns>
    public string Reveal() => _value;

    /// <summary>A fixed mask.</summary>
    /// <returns>Always the same characters, whatever the secret is.</returns>
    public override string ToString() => "********";
}
