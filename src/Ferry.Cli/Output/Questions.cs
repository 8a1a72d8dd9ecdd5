using Ferry.Cli.Hosting;
using Spectre.Console;

namespace Ferry.Cli.Output;

/// <summary>Asks a person, on standard error. Where there is nobody to ask, the caller says what to put on the command line.</summary>
internal sealed class Questions(IAnsiConsole people, Terminal terminal)
{
    /// <summary>Whether there is a person to ask.</summary>
    public bool Possible => terminal.Interactive;

    public Task<bool> ConfirmAsync(string question, bool preset, CancellationToken cancellationToken) =>
        new ConfirmationPrompt(Markup.Escape(question)) { DefaultValue = preset }.ShowAsync(people, cancellationToken);

    public Task<T> SelectAsync<T>(string title, IEnumerable<T> choices, Func<T, string> describe, CancellationToken cancellationToken)
        where T : notnull =>
        new SelectionPrompt<T>().Title(Markup.Escape(title)).PageSize(15).EnableSearch().AddChoices(choices)
            .UseConverter(choice => Markup.Escape(describe(choice))).ShowAsync(people, cancellationToken);

    public Task<string> TextAsync(string question, string? preset, CancellationToken cancellationToken)
    {
        var prompt = new TextPrompt<string>(Markup.Escape(question));
        return (preset is null ? prompt : prompt.DefaultValue(preset)).ShowAsync(people, cancellationToken);
    }

    public Task<string> SecretAsync(string question, CancellationToken cancellationToken) =>
        new TextPrompt<string>(Markup.Escape(question)).Secret().AllowEmpty().ShowAsync(people, cancellationToken);
}
