import { chooseLanguage } from '../texts/language.js';
import { chooseTheme } from '../views/theme.js';
import { AdminApp } from './admin-app.js';

chooseLanguage();
chooseTheme();
new AdminApp(document.getElementById('app')).start();
