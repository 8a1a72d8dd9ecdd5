using System.CommandLine;
using Ferry.Cli.Hosting;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry completion SHELL</c>: a script that makes the shell ask Ferry itself for completions.</summary>
internal sealed class CompletionCommand : Verb
{
    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };

    public CompletionCommand()
        : base("completion", "Print a script that completes ferry's commands in your shell.")
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        Add(_shell);
    }

    protected override Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        context.Host.Output.Write(parse.GetRequiredValue(_shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            _ => PowerShell,
        });
        return Task.FromResult(ExitCode.Ok);
    }

    private const string Bash = """
        # eval "$(ferry completion bash)"
        _ferry() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(ferry "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _ferry ferry

        """;

    private const string Zsh = """
        #compdef ferry
        # eval "$(ferry completion zsh)"
        _ferry() {
            local -a completions
            completions=("${(@f)$(ferry "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -- "${completions[@]}" || _files
        }
        compdef _ferry ferry

        """;

    private const string Fish = """
        # ferry completion fish | source
        complete -c ferry -a '(ferry "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'

        """;

    private const string PowerShell = """
        # ferry completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName ferry -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            ferry "[suggest:$cursorPosition]" "$commandAst" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;
}
