import { chooseLanguage } from './texts/language.js';
import { App } from './views/app.js';
import { SearchDialog } from './views/dialogs/search.js';
import { chooseTheme } from './views/theme.js';

chooseLanguage();
chooseTheme();

const app = new App(document.getElementById('app'));
app.start();

// A file that is dropped beside the conversation would be opened instead of the page.
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => event.preventDefault());

addEventListener('keydown', (event) => {
  const isSearch = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
  if (isSearch && app.chat.user) {
    event.preventDefault();
    app.dialogs.closeAll();
    app.dialogs.open(new SearchDialog(app));
  }
});
