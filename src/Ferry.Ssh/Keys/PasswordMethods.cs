using Renci.SshNet;

namespace Ferry.Ssh.Keys;

/// <summary>The two ways in which a server takes a password.</summary>
internal static class PasswordMethods
{
    public static IEnumerable<AuthenticationMethod> Create(string username, Secret password)
    {
        var dialogue = new KeyboardInteractiveAuthenticationMethod(username);
        dialogue.AuthenticationPrompt += (_, asked) =>
        {
            // The password answers one question, whose answer is not shown. Any other, a code for example, is left to fail.
            if (asked.Prompts is [{ IsEchoed: false } only])
            {
                only.Response = password.Reveal();
            }
            else
            {
                foreach (var prompt in asked.Prompts)
                {
                    prompt.Response = "";
                }
            }
        };
        return [dialogue, new PasswordAuthenticationMethod(username, password.Reveal())];
    }
}
